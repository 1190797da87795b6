import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReports } from '../../../server/desk/reports/createReports.ts'
import { idOf } from '../../../server/merge/opaqueId.ts'
import { decodeFrame, type SnapshotFrame } from '../../../server/protocol/frame.ts'
import { NO_STATUS } from '../../../server/protocol/entities.ts'
import { decodeLayout } from '../../../server/protocol/layout.ts'
import { countPlaces } from '../../../web/stores/countPlaces.ts'
import { createWorld } from '../../../web/stores/createWorld.ts'
import { createOfficer } from '../../fixtures/createOfficer.ts'
import { createLedger, createPersonRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'
import { WallMirror } from '../../fixtures/WallMirror.ts'

let test: TestService
const DAY_MS = 86_400_000
const officer = createOfficer()
const buildingId = (label: string): string => idOf('b', test.service.desk.context.known().registers.findBuildings('', '测试新村', label)[0])
const takeDown = (from: string | null, label = '1号') => test.service.accept('demolition', [from === null ? { building: buildingId(label), standing: true } : { building: buildingId(label), from }], 'a1')
const sums = (moment = {}, place: string | null = null) => {
  const { buildings, units, counts, people } = test.service.summary(place, moment)
  return [buildings, units, counts.red, counts.green, people.red, people.green]
}

beforeEach(async () => {
  test = await createTestService()
  await test.service.accept('units', createLedger(), 'test')
  await test.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-20' }], 'test')
  await test.service.accept('household', [
    createPersonRow(1, { state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-14' }), createPersonRow(2, { room: '102' }),
    createPersonRow(3, { building: '2号', room: '201', state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-14' }),
  ], 'test')
})
afterEach(() => test.remove())

/** Two buildings of six homes: a red and a green home in 1号, a red one in 2号. */
const STANDING = [2, 12, 2, 1, 2, 1]
const WITHOUT_FIRST = [1, 6, 1, 0, 1, 0]

describe('a building that nobody knew yet', () => {
  it('is not counted in what was known then', async () => {
    const before = test.service.rev()
    await test.service.accept('units', createLedger().map((row) => ({ ...row, building: `9${row.building}` })), 'test')
    expect([sums().slice(0, 2), sums({ rev: before })]).toEqual([[4, 24], STANDING])
    test = await test.reopen()
    expect(sums({ rev: before })).toEqual(STANDING)
  })
})

describe('a building that is no more', () => {
  it('is in no total from its day on; what is asked of days and revisions before counts it', async () => {
    const { service } = test
    const before = service.rev()
    expect(sums()).toEqual(STANDING)
    await takeDown('2020-02-16')
    expect([sums(), sums({}, buildingId('1号')), sums({}, buildingId('2号'))]).toEqual([WITHOUT_FIRST, [0, 0, 0, 0, 0, 0], WITHOUT_FIRST])
    expect([sums({ rev: before }), sums({ day: service.today() - 1 }), sums({ day: service.today() + 1 })]).toEqual([STANDING, STANDING, WITHOUT_FIRST])
    // What was reported stays where it was reported.
    expect(service.units({ compound: '测试新村', building: '1号', room: '101' }, {}, 'zh-CN')[0].status).toBe('red')
    await takeDown(null)
    expect([sums(), sums({ rev: before + 1 })]).toEqual([STANDING, WITHOUT_FIRST])
  })

  it('is counted neither in the title of a wall nor among the places', async () => {
    const { service } = test
    const wall = new WallMirror(service)
    const held = createWorld(decodeLayout(service.layoutBytes(service.layoutHash())!), decodeFrame(service.snapshotBytes().bytes) as SnapshotFrame)!
    const inTitle = (): number => countPlaces({ ...held, figures: wall.figures }).buildings
    const ofPlaces = () => service.places().filter(({ kind, name }) => kind === 'compound' || name === '1号').map(({ buildings, units }) => [buildings, units])
    expect([inTitle(), ofPlaces()]).toEqual([2, [[2, 12], [1, 6]]])
    await takeDown('2020-02-16')
    wall.follow()
    expect([inTitle(), ofPlaces()]).toEqual([1, [[1, 6], [0, 0]]])
  })

  it('loses its colour on every wall that is open, and has none on one that opens later; the ticker says nothing of it', async () => {
    const { service } = test
    const wall = new WallMirror(service)
    const slotsOf = (building: number) => {
      const { slotOffset } = decodeLayout(service.layoutBytes(service.layoutHash())!)
      return [...wall.slots.subarray(slotOffset[building], slotOffset[building + 1])]
    }
    const coloured = slotsOf(0)
    expect(coloured.some((status) => status !== NO_STATUS)).toBe(true)
    await takeDown('2020-02-16')
    wall.follow()
    expect([wall.matches(), new Set(slotsOf(0)), slotsOf(1).every((status) => status === NO_STATUS)]).toEqual([true, new Set([NO_STATUS]), false])
    // What still comes in about it is kept, and moves nothing.
    await service.accept('household', [createPersonRow(4, { room: '302' })], 'test')
    wall.follow()
    expect([wall.matches(), wall.tickers, sums()]).toEqual([true, [], WITHOUT_FIRST])
    await takeDown(null)
    wall.follow()
    // The home beside the newcomer's is still the worse one of its storey.
    expect([wall.matches(), slotsOf(0), sums()]).toEqual([true, coloured, [2, 12, 2, 2, 2, 2]])
  })

  it('announced for tomorrow it counts today, and no longer after midnight; yesterday, beside it, has it', async () => {
    await takeDown('2020-02-17')
    expect(sums()).toEqual(STANDING)
    test.clock.setNow(test.clock.now() + DAY_MS)
    expect([sums(), sums({ day: test.service.today() - 1 })]).toEqual([WITHOUT_FIRST, STANDING])
    const { aside } = decodeFrame(test.service.snapshotBytes().bytes) as SnapshotFrame
    expect([aside.day, Math.max(...aside.yesterday![0])]).toEqual(['2020-02-17', 12])
  })

  it('a server that starts again, from its checkpoint or from the log alone, counts the same', async () => {
    await takeDown('2020-02-16')
    const shown = () => {
      const { slots, figures } = decodeFrame(test.service.snapshotBytes().bytes) as SnapshotFrame
      return { slots, figures, sums: sums() }
    }
    const before = shown()
    test = await test.reopen()
    expect(shown()).toEqual(before)
    await test.service.close()
    rmSync(join(test.folder, 'checkpoint.bundle'))
    test = await createTestService({ folder: test.folder })
    expect(shown()).toEqual(before)
  })

  it('is in no count of the desk: its row of the list, the places above, and what stands in the report; what has happened stays in the cumulative figures', async () => {
    const reports = createReports(test.service.desk, false)
    const valuesOf = async () => {
      const { figures, total } = (await reports.view(officer, 'now'))!
      return Object.fromEntries(['managed', 'returned-all'].map((key) => [key, total.today[figures.findIndex((figure) => figure.key === key)]]))
    }
    const rowsOf = () => test.service.desk.places(officer).filter(({ kind, name }) => kind === 'compound' || name === '1号').map(({ units, todo }) => [units, todo])
    expect([rowsOf(), await valuesOf()]).toEqual([[[12, expect.any(Number)], [6, expect.any(Number)]], { managed: { people: 2, units: 2 }, 'returned-all': { people: 2, units: 2 } }])
    await takeDown('2020-02-16')
    expect([rowsOf(), await valuesOf()]).toEqual([[[6, expect.any(Number)], [0, 0]], { managed: { people: 1, units: 1 }, 'returned-all': { people: 2, units: 2 } }])
    expect(test.service.desk.places(officer).filter(({ takenDown }) => takenDown).map(({ name }) => name)).toEqual(['1号'])
    // The open building shows what was reported of it.
    expect(test.service.desk.building(officer, buildingId('1号'))!.cells).toHaveLength(6)
  })
})
