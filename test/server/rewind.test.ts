import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOfficer } from '../fixtures/createOfficer.ts'
import { DEMO_AUTHOR } from '../../server/demo/demoAuthor.ts'
import { createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService, type TestService } from '../fixtures/createTestService.ts'
import { WallMirror } from '../fixtures/WallMirror.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
  await test.service.accept('units', createLedger(), DEMO_AUTHOR)
  await test.service.accept('household', [createPersonRow(1)], DEMO_AUTHOR)
  await test.service.accept('roster', [createRosterRow(1)], DEMO_AUTHOR)
  await test.service.keepBase()
})
afterEach(() => test.remove())

describe('rewind', () => {
  it('takes back what the demo played, under a new world id, and the same day can be played again', async () => {
    const { service } = test
    const base = service.summary(null, {})
    const worldId = service.worldId()
    let resets = 0
    service.onReset(() => resets++)
    const play = async () => {
      await service.accept('household', [createPersonRow(2, { room: '102', id: 'played-1' }), createPersonRow(3, { room: '201', state: 'not-returned' })], DEMO_AUTHOR)
      await service.accept('school', [createSchoolRow(1, { id: 'check-1' }), createSchoolRow(77, { id: 'check-77' })], DEMO_AUTHOR)
    }
    await play()
    const played = service.summary(null, {})
    expect(played.counts).not.toEqual(base.counts)
    await service.rewind(DEMO_AUTHOR)
    expect(service.summary(null, {})).toEqual(base)
    expect(service.worldId()).not.toBe(worldId)
    expect(resets).toBeGreaterThan(0)
    const lastSeq = service.lastSeq()
    await play()
    expect(service.summary(null, {}).counts).toEqual(played.counts)
    await service.rewind(DEMO_AUTHOR)
    expect(service.lastSeq()).toBe(lastSeq)
  })

  it('takes back what the rules made of it; of others’ reports they make it again, and what was done with it stays', async () => {
    const { service } = test
    const { alerts } = service.school
    const doctor = createOfficer({ id: 'a1', role: 'school-doctor', places: [], schools: ['c0'] })
    const list = () => alerts.list(doctor, { filter: 'all', rule: null, campus: null, after: null }).alerts
    await service.accept('roster', [createRosterRow(2, { class: '一(2)班' })], 'api')
    await service.accept('school', [createSchoolRow(1, { temperatureCelsius: 38.1 })], DEMO_AUTHOR)
    await service.accept('school', [createSchoolRow(2, { temperatureCelsius: 38.2, class: '一(2)班' })], 'api')
    await alerts.settled()
    const mine = list().find(({ details }) => details.celsius === 38.2)!
    await alerts.step(doctor, mine.id, [{ act: 'acknowledge' }], undefined, 'zh-CN')
    await service.rewind(DEMO_AUTHOR)
    await alerts.settled()
    expect(list().map(({ details, id }) => [details.celsius, id])).toEqual([[38.2, 'k0']])
    await service.accept('school', [createSchoolRow(1, { temperatureCelsius: 38.1 })], DEMO_AUTHOR)
    await alerts.settled()
    expect(list()).toHaveLength(2)
    expect(new WallMirror(service).matches()).toBe(true)
  })

  it('keeps what others sent meanwhile: nothing accepted is ever lost', async () => {
    const { service } = test
    await service.accept('household', [createPersonRow(2, { room: '102' })], DEMO_AUTHOR)
    await service.accept('household', [createPersonRow(3, { room: '201', id: 'mine' })], 'api')
    await service.rewind(DEMO_AUTHOR)
    const of = (room: string) => service.units({ building: '1', room }, {}, 'en')[0].status
    expect([of('101'), of('102'), of('201')]).toEqual(['green', 'blue', 'green'])
    expect(await service.accept('household', [createPersonRow(3, { room: '201', id: 'mine' })], 'api')).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(new WallMirror(service).matches()).toBe(true)
  })
})
