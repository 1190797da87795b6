import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellView, DeskReport, TimelineEntry } from '../../../server/protocol/desk.ts'
import type { BookingView } from '../../../server/protocol/residents.ts'
import { addDays } from '../../../web/desk/addDays.ts'
import { entriesSince } from '../../../web/desk/entriesSince.ts'
import { findRooms } from '../../../web/desk/findRooms.ts'
import { inCallOrder } from '../../../web/desk/inCallOrder.ts'
import { isResidentOn } from '../../../web/desk/isResidentOn.ts'
import { hasTag } from '../../../web/desk/hasTag.ts'
import { newReportId } from '../../../web/desk/newReportId.ts'
import { observationShare } from '../../../web/desk/observationShare.ts'
import { readTypedTemperature } from '../../../web/desk/readTypedTemperature.ts'
import { reportContent } from '../../../web/desk/reportContent.ts'
import { tagsOf } from '../../../web/desk/tagsOf.ts'
import { createPerson, PACK } from './createCard.ts'

describe('what the card makes of its facts', () => {
  it('the bar is empty on the day of arrival, full on the last day and after it', () => {
    expect([0, 7, 14, 20, -1].map((day) => observationShare({ day, of: 14 }))).toEqual([0, 0.5, 1, 1, 0])
  })
  it('of a call list those come last who were called and not reached, the latest try at the end', () => {
    const rows = [[1, 900], [2, null], [3, 500], [4, null]].map(([number, triedAt]) => ({ number, triedAt }) as BookingView)
    expect(inCallOrder(rows).map(({ number }) => number)).toEqual([2, 4, 3, 1])
  })
  it('who is still at home is neither elsewhere nor past the end of the residence', () => {
    const at = (change: Parameters<typeof createPerson>[0]): boolean => isResidentOn(createPerson(change), '2020-02-15')
    expect([at({}), at({ to: '2020-02-15' }), at({ lives: false, status: null })]).toEqual([true, true, true])
    expect([at({ to: '2020-02-14' }), at({ lives: false })]).toEqual([false, false])
  })
  it('news are what is newer than what was seen, newest first', () => {
    const entries = [4, 9, 7].map((seq) => ({ seq }) as TimelineEntry)
    expect(entriesSince(entries, 4).map(({ seq }) => seq)).toEqual([9, 7])
  })
  it('tags are bits in the pack\'s order; an unknown one is never set', () => {
    expect(tagsOf(0b101, PACK.tags).map(({ key }) => key)).toEqual(['first', 'third'])
    expect(['registration-done', 'first', 'nothing'].map((key) => hasTag(0b010, key, PACK.tags))).toEqual([true, false, false])
  })
  it('a temperature is read as people type it, and nothing else is one', () => {
    expect(['36.5', '３６．５', '36。5℃', ' 37 ', '36,8 度'].map(readTypedTemperature)).toEqual([36.5, 36.5, 36.5, 37, 36.8])
    expect(['', '正常', '365', '3.65', '36.5.1', '1e1'].map(readTypedTemperature)).toEqual([null, null, null, null, null, null])
  })
  it('a room is found by how it begins, in any spelling, the exact one first', () => {
    const cells = ['1102', '1101', '110', 'B101'].map((room) => ({ room }) as CellView)
    expect(findRooms(cells, '１１０室', 9).map(({ room }) => room)).toEqual(['110', '1102', '1101'])
    expect(findRooms(cells, 'b1', 9).map(({ room }) => room)).toEqual(['B101'])
    expect(findRooms(cells, ' ', 9)).toEqual([])
  })
  it('days go over the ends of months and years', () => {
    expect([addDays('2020-02-28', 2), addDays('2020-01-01', -1)]).toEqual(['2020-03-01', '2019-12-31'])
  })
  it('a report\'s own number is a UUID of its random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => { expect(newReportId(bytes)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) }))
    expect(() => newReportId(new Uint8Array(8))).toThrow('16 random bytes')
  })
  it('the same thing said again is the same, whatever its number and whatever was seen', () => {
    const said: DeskReport = { kind: 'mark', unit: 'u1', mark: 'key-person', on: true }
    expect(reportContent([{ ...said, id: 'a', seen: 1 }])).toBe(reportContent([{ ...said, id: 'b', seen: 2 }]))
    expect(reportContent([said])).not.toBe(reportContent([{ ...said, on: false }]))
  })
})
