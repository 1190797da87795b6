import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../../../server/auth/user.ts'
import { createHandOver, type HandOver } from '../../../../server/desk/reports/handOver/createHandOver.ts'
import type { HandOverView } from '../../../../server/protocol/deskReport.ts'
import { createOfficer } from '../../../fixtures/createOfficer.ts'
import { createLedger, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

let test: TestService
let handOver: HandOver
const all = createOfficer()
let street: User
let committee: User
let compound: User
let elsewhere: User

const AROUND = [[[[121, 31], [121.1, 31], [121.1, 31.1], [121, 31.1], [121, 31]]]]
const idOf = (name: string): string => test.service.places().find((place) => place.name === name && place.id !== 'all')!.id

beforeEach(async () => {
  test = await createTestService()
  const { service } = test
  const place = (kind: string, name: string, parent: string | null) => ({ sourceId: `x/${name}`, kind, name, parent, polygons: AROUND })
  await service.accept('boundaries', [
    place('district', '某区', null), place('subdistrict', '甲街道', '某区'), place('subdistrict', '乙街道', '某区'), place('committee', '测试居委会', '甲街道'), place('committee', '别处居委会', '乙街道'),
  ], 'test')
  await service.accept('units', [...createLedger({ buildings: 1 }), ...createLedger({ compound: '别处新村', committee: '别处居委会', buildings: 1 })], 'test')
  handOver = createHandOver(service.desk, service.accounts, service.audit)
  street = createOfficer({ id: 'a2', places: [idOf('甲街道')] })
  committee = createOfficer({ id: 'a3', role: 'committee-officer', places: [idOf('测试居委会')] })
  compound = createOfficer({ id: 'a4', role: 'committee-officer', places: [idOf('测试新村')] })
  elsewhere = createOfficer({ id: 'a5', role: 'committee-officer', places: [idOf('别处居委会')] })
})
afterEach(() => test.remove())

const at = (time: string, day = '2020-02-16'): void => test.clock.setNow(Date.parse(`${day}T${time}:00+08:00`))
const textsOf = (view: HandOverView, name?: string): string[] => (name ? view.committees.find((one) => one.name === name)!.notes : view.notes).map(({ note }) => note)

describe('notes of a shift', () => {
  it('that began before midnight are there after it, and stay until somebody ticks them off', () => {
    at('22:30')
    handOver.note(committee, idOf('测试居委会'), '101 没开门,再去')
    at('23:50')
    handOver.note(committee, idOf('测试居委会'), '药已送到')
    at('00:10', '2020-02-17')
    const view = handOver.view(committee)
    expect(textsOf(view, '测试居委会')).toEqual(['101 没开门,再去', '药已送到'])
    const [first, second] = view.committees[0].notes
    expect(handOver.close(committee, second.id)).toBe(true)
    expect(handOver.view(committee).committees[0].notes.map(({ done, mayClose }) => [done && done.by, mayClose])).toEqual([[null, true], ['a3', false]])
    // Two days later only the open one is left; a day after it is done, none.
    at('08:00', '2020-02-19')
    expect(textsOf(handOver.view(committee), '测试居委会')).toEqual(['101 没开门,再去'])
    expect(handOver.close(committee, first.id)).toBe(true)
    expect(textsOf(handOver.view(committee), '测试居委会')).toEqual([])
  })

  it('ticked off again keep who did it first', () => {
    handOver.note(committee, idOf('测试居委会'), '再去一次')
    const [{ id }] = handOver.view(committee).committees[0].notes
    handOver.close(committee, id)
    handOver.close(street, id)
    expect(handOver.view(street).committees[0].notes[0].done).toMatchObject({ by: 'a3' })
  })

  it('to no committee of its own reach everybody of the street, whoever has all of the town or not', () => {
    expect(handOver.note(street, idOf('甲街道'), '明早开会')).toBe(true)
    expect(handOver.note(all, 'all', '全区注意')).toBe(true)
    expect(handOver.note(all, idOf('某区'), '区里的事')).toBe(true)
    expect(textsOf(handOver.view(street))).toEqual(['明早开会', '全区注意', '区里的事'])
    expect(handOver.view(street).notes.map(({ to }) => to)).toEqual(['甲街道', '', '某区'])
    expect(textsOf(handOver.view(committee))).toEqual(['明早开会', '全区注意', '区里的事'])
    expect(textsOf(handOver.view(compound))).toEqual(['明早开会', '全区注意', '区里的事'])
    expect(textsOf(handOver.view(elsewhere))).toEqual(['全区注意', '区里的事'])
    expect(textsOf(handOver.view(createOfficer({ places: [] })))).toEqual([])
  })

  it('are written and ticked off by those only whose place it is', () => {
    expect(handOver.view(street).addressees.map(({ name }) => name)).toEqual(['测试居委会', '甲街道'])
    expect(handOver.view(committee).addressees.map(({ name }) => name)).toEqual(['测试居委会'])
    expect(handOver.view(all).addressees.map(({ id }) => id)).toContain('all')
    for (const place of [idOf('甲街道'), idOf('别处居委会'), 'all', 'n99', 'b0', '']) expect(handOver.note(committee, place, 'x')).toBe(false)
    // A compound is no addressee: a note for it stands at its committee.
    expect(handOver.note(committee, idOf('测试新村'), 'x')).toBe(false)
    handOver.note(street, idOf('甲街道'), '明早开会')
    const [note] = handOver.view(committee).notes
    expect([note.mayClose, handOver.close(committee, note.id), handOver.close(elsewhere, note.id), handOver.close(street, note.id), handOver.close(street, 77), handOver.close(street, NaN)]).toEqual([false, false, false, true, false, false])
  })
})
