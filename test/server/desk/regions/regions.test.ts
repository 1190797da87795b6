import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRegions } from '../../../../server/desk/regions/createRegions.ts'
import type { Regions } from '../../../../server/desk/regions/regions.ts'
import type { RegionChange, RegionLine } from '../../../../server/protocol/desk.ts'
import { createOfficer } from '../../../fixtures/createOfficer.ts'
import { createLedger, createPersonRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

let test: TestService
let regions: Regions
const officer = createOfficer()
const ORIGINS = ['湖北武汉', '浙江温州', '浙江', '河南信阳', '意大利'] as const

async function begin(): Promise<void> {
  test = await createTestService()
  regions = createRegions(test.service.desk)
  await test.service.accept('units', [...createLedger(), ...createLedger({ compound: '别处新村', committee: '别处居委会', buildings: 1 })], 'test')
}
beforeEach(begin)
afterEach(() => test.remove())

const returned = (person: number, origin: string, returnedOn: string, compound = '测试新村') =>
  createPersonRow(person, { compound, building: '1号', room: `${1 + person % 3}0${1 + person % 2}`, state: 'returned', origin, returnedOn })
const colours = () => {
  const { live, known } = test.service.desk.context
  const { unitCount } = known().registers
  return { units: Array.from({ length: unitCount }, (_, unit) => live().statusOf(unit).status), people: Array.from({ length: known().personCount }, (_, person) => live().personStatusOf(person)) }
}
const changesBetween = (before: number[], after: number[]): Record<string, number> => {
  const found: Record<string, number> = {}
  before.forEach((from, at) => { if (from !== after[at]) found[`${from}→${after[at]}`] = (found[`${from}→${after[at]}`] ?? 0) + 1 })
  return found
}
const previewed = (changes: RegionChange[], what: 'units' | 'people'): Record<string, number> => Object.fromEntries(changes.filter((change) => change[what] > 0).map((change) => [`${change.from}→${change.to}`, change[what]]))

describe('a preview', () => {
  it('says how many units and people would change colour, per committee, and changes nothing', async () => {
    await test.service.accept('household', [returned(1, '浙江温州', '2020-02-10'), returned(2, '浙江温州', '2020-02-12'), returned(3, '湖北武汉', '2020-02-12', '别处新村')], 'test')
    const before = [test.service.rev(), colours()]
    const preview = await regions.preview(officer, [{ region: '温州', level: 'concern', from: '2020-02-01' }, { region: '湖北', level: 'key', from: '2020-02-01' }], 'zh-CN')
    expect(preview).toMatchObject({ lines: 2, units: 3, people: 3, problems: [], changes: [{ from: 3, to: 2, units: 2, people: 2 }, { from: 3, to: 1, units: 1, people: 1 }] })
    expect(preview.committees.map(({ name, units }) => [name, units])).toEqual([['测试居委会', 2], ['别处居委会', 1]])
    expect([test.service.rev(), colours()]).toEqual(before)
  })

  it('counts within the scope only', async () => {
    await test.service.accept('household', [returned(1, '湖北武汉', '2020-02-10'), returned(3, '湖北武汉', '2020-02-12', '别处新村')], 'test')
    const place = test.service.desk.places(officer).find(({ name }) => name === '测试新村')!.id
    const preview = await regions.preview(createOfficer({ places: [place] }), [{ region: '湖北', level: 'key', from: '2020-02-01' }], 'zh-CN')
    expect([preview.units, preview.committees.map(({ name }) => name)]).toEqual([1, ['测试居委会']])
  })

  it('is what happens when it is applied, whatever the list and the returns', async () => {
    const line = fc.record({ region: fc.constantFrom('湖北', '温州', '浙江', '河南', '意大利', '信阳'), level: fc.constantFrom('key' as const, 'concern' as const), from: fc.constantFrom('2020-01-20', '2020-02-05', '2020-02-14', '2020-02-20'), to: fc.constantFrom(undefined, '2020-02-20') })
    const home = fc.record({ person: fc.integer({ min: 1, max: 6 }), origin: fc.constantFrom(...ORIGINS), returnedOn: fc.constantFrom('2020-01-25', '2020-02-04', '2020-02-15') })
    await fc.assert(fc.asyncProperty(fc.array(home, { minLength: 1, maxLength: 6 }), fc.array(line, { maxLength: 3 }), fc.array(line, { minLength: 1, maxLength: 3 }), async (homes, known, drafts) => {
      await test.remove()
      await begin()
      await test.service.accept('household', homes.map(({ person, origin, returnedOn }) => returned(person, origin, returnedOn)), 'test')
      await test.service.accept('regions', known, 'test')
      const before = colours()
      const preview = await regions.preview(officer, drafts, 'zh-CN')
      expect(colours()).toEqual(before)
      await regions.apply(officer, drafts, 'zh-CN')
      const after = colours()
      expect(previewed(preview.changes, 'units')).toEqual(changesBetween(before.units, after.units))
      expect(previewed(preview.changes, 'people')).toEqual(changesBetween(before.people, after.people))
    }), { numRuns: 15 })
  }, 60_000)

  it('lets others run all the while, over a whole town', async () => {
    await test.service.accept('units', createLedger({ compound: '大新村', committee: '大居委会', buildings: 20, storeys: 9, perStorey: 9 }), 'test')
    await test.service.accept('household', Array.from({ length: 1_600 }, (_, at) => createPersonRow(at + 1, { compound: '大新村', building: `${1 + at % 20}号`, room: `${1 + Math.floor(at / 20) % 9}0${1 + Math.floor(at / 180) % 9}`, state: 'returned', origin: ORIGINS[at % 5], returnedOn: '2020-02-10' })), 'test')
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await regions.preview(officer, [{ region: '湖北', level: 'key', from: '2020-02-01' }], 'zh-CN')
    clearInterval(timer)
    expect(turns).toBeGreaterThan(1)
  })

  it('begins again when the list is changed by somebody else in the middle of it', async () => {
    await test.service.accept('units', createLedger({ compound: '大新村', committee: '大居委会', buildings: 20, storeys: 9, perStorey: 9 }), 'test')
    await test.service.accept('household', [returned(1, '湖北武汉', '2020-02-10')], 'test')
    const [preview] = await Promise.all([
      regions.preview(officer, [{ region: '湖北', level: 'key', from: '2020-02-01' }], 'zh-CN'),
      regions.apply(officer, [{ region: '湖北', level: 'concern', from: '2020-02-01' }], 'zh-CN'),
    ])
    expect(preview.changes).toEqual([{ from: 2, to: 1, units: 1, people: 1 }])
  })
})

describe('a line', () => {
  const lines = (): RegionLine[] => regions.lines().map(({ region, level, from, to }) => ({ region, level, from, to }))

  it('is added, ended, and opened again; each is an entry of the log with its author', async () => {
    const line = { region: '温州', level: 'concern', from: '2020-02-04' }
    await test.service.accept('household', [returned(1, '浙江温州', '2020-02-15')], 'test')
    expect(await regions.apply(officer, [line], 'zh-CN')).toMatchObject({ accepted: 1, problems: [] })
    expect(regions.lines()).toMatchObject([{ ...line, to: null, state: 'in-force', author: 'a1' }])
    await regions.apply(officer, [{ ...line, to: '2020-02-14' }], 'zh-CN')
    expect(regions.lines()).toMatchObject([{ to: '2020-02-14', state: 'ended' }])
    await regions.apply(officer, [line], 'zh-CN')
    expect(lines()).toEqual([{ ...line, to: null }])
    const { rev } = test.service.desk.context.known()
    expect((await regions.preview(officer, [line], 'zh-CN')).lines).toBe(0)
    await regions.apply(officer, [line], 'zh-CN')
    expect(test.service.rev()).toBe(rev)
  })

  it('of a file sent again opens nothing that the desk has ended', async () => {
    const line = { region: '温州', level: 'concern', from: '2020-02-04' }
    await test.service.accept('regions', [line], 'key')
    await regions.apply(officer, [{ ...line, to: '2020-02-14' }], 'zh-CN')
    expect(await test.service.accept('regions', [line], 'key')).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(lines()).toEqual([{ ...line, to: '2020-02-14' }])
  })

  it.each([
    ['no region', { level: 'key', from: '2020-02-04' }, 'missing'],
    ['an unknown level', { region: '温州', level: 'red', from: '2020-02-04' }, 'unknown-value'],
    ['an end before the beginning', { region: '温州', level: 'key', from: '2020-02-04', to: '2020-02-01' }, 'date-order'],
    ['no object', 7, 'not-an-object'],
  ])('with %s is refused, and the others with it', async (_, line, code) => {
    expect(await regions.apply(officer, [{ region: '湖北', level: 'key', from: '2020-02-04' }, line], 'zh-CN')).toMatchObject({ accepted: 0, problems: [{ index: 1, code }] })
    expect(lines()).toEqual([])
    expect((await regions.preview(officer, [line], 'en')).problems).toMatchObject([{ index: 0, code }])
  })
})
