import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importFile } from '../../../server/feeds/importFile.ts'
import { createLedger, createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
  await test.service.accept('units', createLedger(), 'test')
})
afterEach(() => test.remove())

const read = (text: string) => importFile({ service: test.service, kind: 'organisation', author: 'a1', fileName: '组织架构.csv', bytes: new TextEncoder().encode(text), crs: undefined, timezone: 'Asia/Shanghai', locale: 'zh-CN' })
/** Every place as the path that leads to it. */
const paths = (): string[] => {
  const places = test.service.places()
  const byId = new Map(places.map((place) => [place.id, place]))
  const pathOf = (id: string | null): string[] => (id === null || id === 'all' ? [] : [...pathOf(byId.get(id)!.parent), byId.get(id)!.name])
  return places.filter(({ id }) => id !== 'all').map(({ id }) => pathOf(id).join(' ')).sort()
}

describe('the organisation from a spreadsheet', () => {
  it('makes what is not there, under what is: sub-district, committee, compound; bureau and school', async () => {
    const outcome = await read('滨江街道组织架构\n街道,居委,小区\n滨江街道,测试居委会,测试新村\n滨江街道,新居委会,\n滨江街道,新居委会,新小区\n')
    expect(outcome).toMatchObject({ kind: 'organisation', rows: 3, accepted: 3, rejected: 0 })
    expect(outcome.columns.map(({ takenFor }) => takenFor)).toEqual(['subdistrict', 'committee', 'compound'])
    expect(paths()).toEqual(['滨江街道', '滨江街道 新居委会', '滨江街道 新居委会 新小区', '滨江街道 测试居委会', '滨江街道 测试居委会 测试新村', '滨江街道 测试居委会 测试新村 1号', '滨江街道 测试居委会 测试新村 2号'])
    expect(await read('主管教育局,学校名称\n浦江区教育局,测试小学\n浦江区教育局,第二小学\n')).toMatchObject({ accepted: 2 })
    expect(test.service.campuses().map(({ name }) => name)).toEqual(['测试小学', '第二小学'])
    expect(test.service.desk.context.world().layout.head.nodes.find(({ kind }) => kind === 'bureau')!.name).toBe('浦江区教育局')
  })

  it('says the same again and changes nothing', async () => {
    const text = '街道,居委,小区,楼号\n滨江街道,测试居委会,测试新村,1号\n'
    expect([(await read(text)).accepted, (await read(text)).duplicates]).toEqual([1, 1])
  })

  it('a compound divided between two committees: its buildings go one by one, homes and addresses with them', async () => {
    expect(await read('居委会,小区名称,楼号\n二居委,测试新村,2号\n')).toMatchObject({ accepted: 1, rejected: 0 })
    expect(paths()).toEqual(['二居委', '二居委 测试新村', '二居委 测试新村 2号', '测试居委会', '测试居委会 测试新村', '测试居委会 测试新村 1号'])
    const [home] = test.service.units({ compound: '测试新村', building: '2号', room: '101' }, {}, 'zh-CN')
    expect(home).toBeDefined()
    const again = await test.reopen()
    expect(again.service.units({ compound: '测试新村', building: '2号', room: '101' }, {}, 'zh-CN')[0].id).toBe(home.id)
    expect(await again.service.accept('units', [{ committee: '二居委', compound: '测试新村', building: '2号', room: '101', tenure: 'vacant' }], 'test')).toMatchObject({ accepted: 1 })
    expect(again.service.summary(null, {}).units).toBe(12)
    test = again
  })

  it('a whole compound moves to another committee', async () => {
    await read('居委,小区\n二居委,测试新村\n')
    expect(paths()).toContain('二居委 测试新村 1号')
    expect(paths()).not.toContain('测试居委会 测试新村')
  })

  it.each([
    ['a building that nobody knows', '居委,小区,楼号\n二居委,测试新村,9号\n', 'unknown-building'],
    ['a building without its compound', '街道,居委,小区,楼号\n滨江街道,二居委,,2号\n', 'missing'],
    ['a compound without a committee', '街道,居委,小区\n滨江街道,,测试新村\n', 'missing'],
    ['another bureau', '教育局,学校\n甲区教育局,一校\n乙区教育局,二校\n', 'another-bureau'],
  ])('refuses %s, with row and reason', async (_, text, code) => {
    const { rejected, rejectsCsv } = await read(text)
    expect([rejected, new TextDecoder().decode(rejectsCsv!)]).toEqual([1, expect.stringContaining(`,${code},`)])
  })

  it('a ledger lacks nothing of an organisation but is none: the file says what it is', async () => {
    await expect(read('序号,备注\n1,无\n')).rejects.toMatchObject({ code: expect.stringMatching(/no-header|missing-column/) })
  })
})
