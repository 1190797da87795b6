import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idOf } from '../../../server/merge/opaqueId.ts'
import { decodeFrame, type SnapshotFrame } from '../../../server/protocol/frame.ts'
import { decodeLayout } from '../../../server/protocol/layout.ts'
import { createHouseholdRow, createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService } from '../../fixtures/createTestService.ts'
import { WallMirror } from '../../fixtures/WallMirror.ts'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

const ROOMS = ['101', '102', '201', '202', '301', '302']
const action = fc.oneof(
  fc.record({
    kind: fc.constant('household' as const),
    person: fc.integer({ min: 1, max: 6 }), room: fc.constantFrom(...ROOMS), building: fc.constantFrom('1号', '2号'),
    state: fc.constantFrom('stayed', 'not-returned', 'unreached', 'returned'), registeredOn: fc.constantFrom('2020-02-10', '2020-02-13', '2020-02-16'),
    origin: fc.constantFrom('湖北武汉', '浙江温州', '江苏南京'), returnedOn: fc.constantFrom('2020-01-28', '2020-02-09'), released: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('whole' as const), room: fc.constantFrom(...ROOMS), state: fc.constantFrom('stayed', 'vacant', 'unreached'), registeredOn: fc.constantFrom('2020-02-10', '2020-02-16') }),
  fc.record({ kind: fc.constant('school' as const), student: fc.integer({ min: 1, max: 4 }), minute: fc.integer({ min: 0, max: 59 }), temperatureCelsius: fc.constantFrom(36.5, 38.2) }),
  fc.record({ kind: fc.constant('verification' as const), room: fc.constantFrom(...ROOMS), answer: fc.boolean() }),
  fc.record({ kind: fc.constant('demolition' as const), building: fc.constantFrom('1号', '2号'), from: fc.constantFrom('2020-02-12', '2020-02-16', '2020-02-17', null) }),
  fc.constant({ kind: 'region' as const }),
  fc.constant({ kind: 'midnight' as const }),
)

describe('LiveWorld', () => {
  it('followed change by change it is the world rebuilt from the log, and a wall that follows has the same', async () => {
    await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
      let test = await createTestService()
      try {
        const { service } = test
        await service.accept('units', createLedger(), 'test')
        await service.accept('roster', [1, 2, 3].map((student) => createRosterRow(student)), 'test')
        await service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-20' }], 'test')
        const wall = new WallMirror(service)
        for (const step of actions) {
          if (step.kind === 'household') {
            const { person, room, building, state, registeredOn, origin, returnedOn, released } = step
            await service.accept('household', [createPersonRow(person, { room, building, state: state as 'stayed', registeredOn, ...(state === 'returned' && { origin, returnedOn, releasedOn: released ? '2020-02-15' : undefined }) })], 'test')
          } else if (step.kind === 'whole') await service.accept('household', [createHouseholdRow({ room: step.room, state: step.state as 'stayed', registeredOn: step.registeredOn })], 'test')
          else if (step.kind === 'school') await service.accept('school', [createSchoolRow(step.student, { submittedAt: `2020-02-16T07:${String(step.minute).padStart(2, '0')}:00+08:00`, temperatureCelsius: step.temperatureCelsius })], 'test')
          else if (step.kind === 'verification') await service.accept('verification', [{ issuedOn: '2020-02-16', list: '名单', compound: '测试新村', building: '1', room: step.room, ...(step.answer && { answer: 'found' }) }], 'test')
          else if (step.kind === 'demolition') {
            const building = idOf('b', service.desk.context.known().registers.findBuildings('', '测试新村', step.building)[0])
            await service.accept('demolition', [step.from === null ? { building, standing: true } : { building, from: step.from }], 'test')
          } else if (step.kind === 'region') await service.accept('regions', [{ region: '温州', level: 'concern', from: '2020-02-10' }], 'test')
          else test.clock.setNow(test.clock.now() + 86_400_000)
          wall.follow()
        }
        // The rules' own entries follow the reports'.
        await service.school.alerts.settled()
        wall.follow()
        expect(wall.matches()).toBe(true)
        const before = decodeFrame(service.snapshotBytes().bytes) as SnapshotFrame
        await service.close()
        rmSync(join(test.folder, 'checkpoint.bundle'))
        test = { ...await createTestService({ folder: test.folder }) }
        test.clock.setNow(before.sentAt)
        const rebuilt = decodeFrame(test.service.snapshotBytes().bytes) as SnapshotFrame
        expect(rebuilt.slots).toEqual(before.slots)
        expect(rebuilt.figures).toEqual(before.figures)
        expect(rebuilt.aside).toEqual(before.aside)
      } finally {
        await test.remove()
      }
    }), { numRuns: 25 })
  })

  it('a roof shows the worst status, a storey the worst of its units, and far away the commonest unless the worst is loud', async () => {
    const test = await createTestService()
    try {
      const { service } = test
      await service.accept('units', createLedger({ buildings: 1, storeys: 3, perStorey: 2 }), 'test')
      await service.accept('household', ROOMS.map((room, person) => createPersonRow(person, { room, state: 'stayed' })), 'test')
      await service.accept('household', [createPersonRow(9, { room: '201', state: 'returned', origin: '江苏南京', returnedOn: '2020-02-14' })], 'test')
      const read = () => {
        const layout = decodeLayout(service.layoutBytes(service.layoutHash())!)
        const { slots } = decodeFrame(service.snapshotBytes().bytes) as SnapshotFrame
        return [...slots].map((code) => layout.head.pack.statuses[code]?.key)
      }
      expect(read()).toEqual(['green', 'yellow', 'green', 'yellow', 'green'])
      await service.accept('regions', [{ region: '江苏', level: 'key', from: '2020-02-01' }], 'test')
      expect(read()).toEqual(['red', 'red', 'green', 'red', 'green'])
    } finally {
      await test.remove()
    }
  })

  it('pupils count by home committee, by campus and in the whole, on time by the first report', async () => {
    const test = await createTestService()
    try {
      const { service } = test
      // A Sunday that makes up for a holiday.
      await service.accept('calendar', [{ kind: 'school', from: '2020-02-16' }], 'test')
      await service.accept('units', createLedger(), 'test')
      await service.accept('roster', [1, 2, 3, 4].map((student) => createRosterRow(student)), 'test')
      await service.accept('school', [
        createSchoolRow(1), createSchoolRow(2, { submittedAt: '2020-02-16T07:31:00+08:00' }),
        createSchoolRow(3, { temperatureCelsius: 38 }), createSchoolRow(3, { submittedAt: '2020-02-16T07:45:00+08:00', temperatureCelsius: 36.6 }), createSchoolRow(99),
      ], 'test')
      expect(service.schoolDay('测试小学', service.today())).toMatchObject({ roster: 4, reported: 3, onTime: 2, late: 1, missing: 1, abnormal: 0, unknown: 1 })
      // Whoever is on no roster counts in the class that the check names, where the school has one.
      await service.accept('school', [createSchoolRow(98, { class: '九(9)班' })], 'test')
      const { unknown, grades } = service.schoolDay('测试小学', service.today())!
      expect([unknown, ...grades.flatMap((grade) => [grade.unknown, ...grade.classes.map((of) => of.unknown)])]).toEqual([2, 1, 1])
      const wall = new WallMirror(service)
      const layout = decodeLayout(service.layoutBytes(service.layoutHash())!)
      const reported = layout.head.pack.counters.findIndex(({ key }) => key === 'pupils.reported')
      const of = (kind: string) => wall.figures[layout.head.nodes.findIndex((node) => node.kind === kind) * wall.counterCount + reported]
      expect([of('district'), of('committee'), of('campus'), of('compound'), of('building')]).toEqual([3, 3, 3, 0, 0])
    } finally {
      await test.remove()
    }
  })
})
