import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readXlsx } from '../../../../server/feeds/sheet/xlsx/readXlsx.ts'
import type { DailyReportList, DailyReportView, FigureReason, FilledForm, FormView, HandOverView } from '../../../../server/protocol/deskReport.ts'
import { createForm } from '../../../fixtures/createForm.ts'
import { createPersonRow } from '../../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer } from '../../auth/createAuthServer.ts'

let server: AuthServer
let own: string
beforeAll(async () => {
  server = await createAuthServer()
  // Before eleven: later the server would fix today's report by itself, whenever it comes to it.
  server.clock.setNow(Date.parse('2020-02-16T10:00:00+08:00'))
  own = server.service.places().find(({ name }) => name === '别处居委会')!.id
  await server.lay({ login: 'street', role: 'street-officer', scope: { places: ['all'], schools: [] } })
  await server.lay({ login: 'committee', scope: { places: [own], schools: [] } })
  await server.lay({ login: 'viewer', role: 'viewer', scope: { places: [own], schools: [] } })
  await server.service.accept('regions', [{ region: '温州', level: 'concern', from: '2020-02-04' }], 'test')
  const row = (person: number, compound: string, returnedOn: string) => createPersonRow(person, { compound, state: 'returned', origin: '浙江温州', returnedOn, registeredOn: returnedOn })
  await server.service.accept('household', [row(1, '测试新村', '2020-02-15'), row(2, '别处新村', '2020-02-16')], 'test')
  await server.app.ready()
})
afterAll(() => server.stop())

const get = (login: string, path: string, headers: Record<string, string> = {}) => server.app.inject({ url: `/api/v1/desk/${path}`, headers: { ...server.signedIn(login), ...headers } })
const post = (login: string, path: string, payload: object) => server.app.inject({ method: 'POST', url: `/api/v1/desk/${path}`, headers: server.signedIn(login), payload })
function upload(login: string, bytes: Uint8Array, fileName = '日报表.xlsx') {
  const boundary = 'xxBOUNDARYxx'
  const payload = Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return server.app.inject({ method: 'POST', url: '/api/v1/desk/report-forms', headers: { ...server.signedIn(login), 'content-type': `multipart/form-data; boundary=${boundary}` }, payload })
}
const exportsBy = (login: string) => server.service.audit.list({ action: 'export', account: server.accounts.findByLogin(login)!.id })

describe('the daily report over HTTP', () => {
  it('is cut to the scope, explains itself, and comes as files that are written down in the audit log', async () => {
    const report = (await get('committee', 'daily/now')).json<DailyReportView>()
    expect(report.rows.map(({ name }) => name)).toEqual(['别处居委会'])
    const managed = report.figures.findIndex(({ key }) => key === 'managed')
    expect(report.total.today[managed]).toEqual({ people: 1, units: 1 })
    expect((await get('street', 'daily/now')).json<DailyReportView>().total.today[managed]).toEqual({ people: 2, units: 2 })
    expect((await get('committee', 'daily/now/reasons?figure=managed')).json<FigureReason>().items).toMatchObject([{ address: '别处新村 1号 101', people: 1 }])
    const foreign = server.service.places().find(({ name }) => name === '测试居委会')!.id
    expect((await get('committee', `daily/now/reasons?figure=managed&place=${foreign}`)).statusCode).toBe(404)

    expect(exportsBy('committee')).toEqual([])
    const csv = await get('committee', 'daily/now/files/csv?lang=en')
    expect([csv.statusCode, csv.headers['content-disposition'], csv.body.startsWith('\uFEFFCommittee')]).toEqual([200, 'attachment; filename="liuse-report-2020-02-16.csv"', true])
    expect(csv.body).not.toContain('测试居委会')
    const xlsx = await get('committee', 'daily/now/files/xlsx')
    expect((await readXlsx(xlsx.rawPayload, 'r.xlsx', () => true)).sheetName).toBe('合计')
    expect(exportsBy('committee').map(({ details }) => details)).toMatchObject([{ what: 'daily-report', format: 'xlsx', day: '2020-02-16' }, { format: 'csv' }])
  })

  it('has a list of fixed days, a time that only a manager sets, and words for what is not there', async () => {
    expect((await get('viewer', 'daily')).json<DailyReportList>()).toEqual({ today: '2020-02-16', reportTime: '11:00', days: [] })
    expect((await post('committee', 'daily-time', { time: '10:30' })).statusCode).toBe(403)
    expect((await post('street', 'daily-time', { time: '10:30' })).json<DailyReportList>().reportTime).toBe('10:30')
    for (const time of ['24:00', '1030', 7, null]) expect((await post('street', 'daily-time', { time })).json()).toMatchObject({ code: 'bad-time' })
    for (const day of ['2020-02-15', '2020-02-30', 'today', '..%2f..']) expect((await get('street', `daily/${day}`)).json()).toMatchObject({ code: 'unknown-report' })
    expect((await get('street', 'daily/now/files/pdf')).statusCode).toBe(404)
    expect((await get('street', 'daily/now/reasons?figure=__proto__')).statusCode).toBe(404)
  })
})

describe('the superior’s form over HTTP', () => {
  it('is given, mapped, filled and taken away by a manager only', async () => {
    expect((await upload('committee', createForm())).statusCode).toBe(403)
    const form = (await upload('street', createForm())).json<FormView>()
    expect(form).toMatchObject({ name: '日报表.xlsx', uploadedBy: '名字street', mapped: 0 })
    const cells = form.sheets[0].rows.flatMap((row) => row.cells).flatMap(({ cell, suggestion }) => (suggestion ? [{ sheet: '日报', cell, target: suggestion }] : []))
    expect((await post('street', `report-forms/${form.id}/mapping`, { cells })).json<FormView>().mapped).toBe(cells.length)
    expect((await post('street', `report-forms/${form.id}/mapping`, { cells: [{ sheet: '日报', cell: 'B7', target: { is: 'day' } }] })).json()).toMatchObject({ code: 'bad-mapping', reason: expect.stringContaining('B7') })
    expect((await get('street', `report-forms/${form.id}/filled/now`)).json<FilledForm>().cells.find(({ cell }) => cell === 'B6')).toMatchObject({ value: 1, reason: { people: 1 } })
    const file = await get('street', `report-forms/${form.id}/files/now`)
    expect([file.statusCode, file.headers['content-disposition']]).toEqual([200, `attachment; filename="form-2020-02-16.xlsx"; filename*=UTF-8''${encodeURIComponent('日报表 2020-02-16.xlsx')}`])
    expect((await readXlsx(file.rawPayload, 'f.xlsx', () => true)).rows).toHaveLength(7)
    expect(exportsBy('street')[0].details).toMatchObject({ what: 'report-form', day: '2020-02-16' })
    expect((await get('street', 'report-forms')).json()).toMatchObject({ forms: [{ id: form.id }] })
    const remove = () => server.app.inject({ method: 'DELETE', url: `/api/v1/desk/report-forms/${form.id}`, headers: server.signedIn('street') })
    expect([(await remove()).statusCode, (await remove()).statusCode, (await get('street', `report-forms/${form.id}`)).statusCode]).toEqual([204, 404, 404])
  })

  it('says in the reader’s words why a file will not do', async () => {
    expect((await upload('street', new Uint8Array([1, 2, 3]))).json()).toEqual({ code: 'bad-form', reason: '这不是表格文件(只支持 .csv 和 .xlsx)' })
    expect((await upload('street', new Uint8Array(6 * 1024 * 1024))).json()).toMatchObject({ code: 'too-large', reason: expect.stringContaining('5 MB') })
    expect((await post('street', 'report-forms', {})).json()).toMatchObject({ code: 'not-multipart' })
  })
})

describe('the hand-over page over HTTP', () => {
  it('says who is on duty where, what is open, and takes a note', async () => {
    const view = (await get('committee', 'hand-over')).json<HandOverView>()
    expect(view.committees.map(({ name }) => name)).toEqual(['别处居委会'])
    expect(view.committees[0].onDuty.map(({ name }) => name).sort()).toEqual(['名字committee', '名字viewer'])
    expect(view.onDuty.map(({ name }) => name)).toEqual(['名字street'])
    expect(view.committees[0].items).toMatchObject([{ list: 'new-returns', address: '别处新村 1号 101' }, { list: 'care-missing' }])
    expect(view.committees[0].lists.find(({ key }) => key === 'not-reached')).toEqual({ key: 'not-reached', total: 5, done: 0 })
    const noted = (await post('committee', 'hand-over/notes', { place: own, note: '101 晚上再打 13800001234\u0000' })).json<HandOverView>()
    expect(noted.committees[0].notes).toMatchObject([{ by: '名字committee', note: '101 晚上再打 …' }])
    expect((await get('street', 'hand-over')).json<HandOverView>().committees.find(({ name }) => name === '别处居委会')!.notes).toHaveLength(1)
    const [{ id }] = noted.committees[0].notes
    expect((await post('viewer', `hand-over/notes/${id}/done`, {})).statusCode).toBe(403)
    expect((await post('committee', 'hand-over/notes/77/done', {})).json()).toMatchObject({ code: 'unknown-note' })
    expect((await post('committee', `hand-over/notes/${id}/done`, {})).json<HandOverView>().committees[0].notes).toMatchObject([{ done: { by: '名字committee' }, mayClose: false }])
    // Who left it and who ticked it off stand in the audit log, without its words; what was refused does not.
    const rows = server.service.audit.list({ action: 'hand-over' })
    expect(rows.map(({ details }) => details)).toEqual([{ what: 'note-done', note: id }, { what: 'note', place: own }])
    expect(new Set(rows.map(({ account }) => account)).size).toBe(1)
  })

  it('takes no note for a place beyond the scope, of nobody who may only read, and none without words', async () => {
    expect((await post('committee', 'hand-over/notes', { place: 'all', note: 'x' })).json()).toMatchObject({ code: 'unknown-place' })
    expect((await post('viewer', 'hand-over/notes', { place: own, note: 'x' })).statusCode).toBe(403)
    for (const body of [{ place: own, note: '  ' }, { place: 7, note: 'x' }, []]) expect((await post('committee', 'hand-over/notes', body)).json()).toMatchObject({ code: 'bad-body' })
  })
})
