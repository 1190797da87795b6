import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schoolFeed } from '../../../../server/feeds/school/parse.ts'
import type { ParseContext, ParsedReport } from '../../../../server/packs/pack.ts'
import { dayFromText } from '../../../../server/protocol/day.ts'

const context: ParseContext = { today: dayFromText('2020-04-13')!, now: Date.UTC(2020, 3, 13, 0), zoneOffsetMinutes: 480 }
const row = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  submittedAt: '2020-04-13T06:41:07+08:00', school: '浦南小学', class: '二(3)班', studentNo: '20230302', name: '何秀怡', temperatureCelsius: 36.8, symptoms: [], ...changes,
})
function accept(changes: Record<string, unknown> = {}): ParsedReport {
  const report = schoolFeed.parse(row(changes), context)
  if (Array.isArray(report)) throw new Error(JSON.stringify(report))
  return report
}
function refuse(changes: Record<string, unknown>): string[] {
  const problems = schoolFeed.parse(row(changes), context)
  if (!Array.isArray(problems)) throw new Error('accepted')
  return problems.map(({ field, code }) => `${field}:${code}`)
}

describe('a morning check', () => {
  it('splits into an impersonal body, a pupil and a person', () => {
    expect(accept({ id: 's1', healthCode: 'green', travelled: false, household: [{ relation: '妈妈', healthCode: 'yellow', travelled: true }, {}] })).toEqual({
      subject: 'pupil', validOn: context.today, observedAt: Date.UTC(2020, 3, 12, 22, 41, 7), reportId: 's1', address: null,
      person: { name: '何秀怡', idNumber: '', phone: '' }, pupil: { school: '浦南小学', className: '二(3)班', studentNo: '20230302' },
      body: { temperatureCelsius: 36.8, symptoms: [], healthCode: 'green', travelled: false, household: [{ relation: '妈妈', healthCode: 'yellow', travelled: true }, {}] },
      privateCells: null,
    })
  })
  it('belongs to the day of the deployment, not of Greenwich', () => {
    expect(accept({ submittedAt: '2020-04-13T00:30:00+08:00' }).validOn).toBe(dayFromText('2020-04-13'))
    expect(accept({ submittedAt: '2020-04-12T17:00:00Z' }).validOn).toBe(dayFromText('2020-04-13'))
  })
  it('keeps a temperature that nobody can have, and marks it', () => {
    expect(accept({ temperatureCelsius: 3.65 }).body).toEqual({ temperatureCelsius: 3.65, implausible: true, symptoms: [] })
    expect(accept({ temperatureCelsius: 365 }).body).toMatchObject({ implausible: true })
  })
  it('knows what people write when nothing is wrong', () => {
    expect(accept({ symptoms: ['正常', '无', '健康', ''] }).body.symptoms).toEqual([])
    expect(accept({ symptoms: ['咳嗽', '无'] }).body.symptoms).toEqual(['咳嗽'])
  })
  it('leaves no name or number in symptoms and relations', () => {
    const report = accept({ symptoms: ['何秀怡咳嗽,请电 13800001111'], household: [{ relation: '妈妈张丽' }] })
    expect(report.body).toMatchObject({ symptoms: ['…咳嗽,请电 …'], household: [{}] })
    expect(report.privateCells).toEqual({ symptoms: '何秀怡咳嗽,请电 13800001111', 'household.0.relation': '妈妈张丽' })
  })
  it.each([
    [{ temperatureCelsius: '36.5' }, ['temperatureCelsius:not-a-number']],
    [{ temperatureCelsius: Number.NaN }, ['temperatureCelsius:not-a-number']],
    [{ temperatureCelsius: -1 }, ['temperatureCelsius:out-of-range']],
    [{ temperatureCelsius: undefined }, ['temperatureCelsius:missing']],
    [{ symptoms: '咳嗽' }, ['symptoms:not-a-list']],
    [{ symptoms: undefined }, ['symptoms:missing']],
    [{ symptoms: [3] }, ['symptoms:not-a-text']],
    [{ symptoms: Array(21).fill('咳') }, ['symptoms:too-many']],
    [{ submittedAt: '2020-04-13 06:41' }, ['submittedAt:not-an-instant']],
    [{ submittedAt: '2020-02-30T06:41:07+08:00' }, ['submittedAt:not-an-instant']],
    [{ submittedAt: '2020-04-13T08:11:00+08:00' }, ['submittedAt:date-in-future']],
    [{ submittedAt: '1900-04-13T08:11:00+08:00' }, ['submittedAt:date-too-old']],
    [{ travelled: 'yes' }, ['travelled:not-a-boolean']],
    [{ household: {} }, ['household:not-a-list']],
    [{ household: [7, { healthCode: 'blue' }] }, ['household:not-an-object', 'household:unknown-value']],
    [{ school: '', class: undefined, studentNo: 20230302, name: null }, ['school:missing', 'class:missing', 'studentNo:not-a-text', 'name:missing']],
  ] as [Record<string, unknown>, string[]][])('refuses %j', (changes, problems) => expect(refuse(changes)).toEqual(problems))

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.record(Object.fromEntries(Object.keys(row()).map((field) => [field, fc.anything()])))), (raw) => void schoolFeed.parse(raw, context)))
  })
})
