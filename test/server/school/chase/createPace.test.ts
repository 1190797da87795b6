import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPace, type Pace } from '../../../../server/school/chase/channels/createPace.ts'

it('whenever messages come, none is lost, and a robot gets at most 20 in any minute and 5 in any second', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 80 }), (pauses) => {
    const pace = createPace()
    let at = 1_586_734_200_000
    const turns = pauses.map((pause, n) => {
      at += pause % 7 === 0 ? 0 : pause
      const waitMs = pace.waitMs('robot', `m${n}`, at)
      // It comes back at its turn, whoever has come in between.
      return waitMs === 0 ? at : at + waitMs
    })
    for (const [most, withinMs] of [[20, 60_000], [5, 1_000]]) for (const from of turns) expect(turns.filter((turn) => turn >= from && turn < from + withinMs).length).toBeLessThanOrEqual(most)
  }))
})

it('who was told to wait goes at that moment, and another address does not wait', () => {
  const pace = createPace()
  const waits = Array.from({ length: 6 }, (_, n) => pace.waitMs('robot', `m${n}`, 1_000))
  expect(waits).toEqual([0, 0, 0, 0, 4_000, 8_000])
  expect(pace.waitMs('another', 'x', 1_000)).toBe(0)
  expect(pace.waitMs('robot', 'm4', 2_000)).toBe(3_000)
  expect(pace.waitMs('robot', 'm4', 5_000)).toBe(0)
})

/** What a message that is tried until it may go, and comes back so late each time, sees. */
function goesAt(pace: Pace, id: string, at: number, lateMs: number): number {
  for (let waitMs = pace.waitMs('robot', id, at); waitMs > 0; waitMs = pace.waitMs('robot', id, at)) at += waitMs + lateMs
  return at
}

it('those that come back late, all at once after a pause of the machine, are no burst', () => {
  const pace = createPace()
  const at = 1_586_734_200_000
  for (let n = 0; n < 60; n++) pace.waitMs('robot', `m${n}`, at)
  const later = at + 3_600_000
  const turns = Array.from({ length: 60 }, (_, n) => goesAt(pace, `m${n}`, later, 300))
  for (const [most, withinMs] of [[20, 60_000], [5, 1_000]]) for (const from of turns) expect(turns.filter((turn) => turn >= from && turn < from + withinMs).length).toBeLessThanOrEqual(most)
})

it('keeps nothing of messages that never come back, nor of addresses that are quiet', () => {
  const pace = createPace()
  for (let n = 0; n < 50; n++) pace.waitMs(`robot ${n % 3}`, `m${n}`, 1_000)
  expect(pace.kept).toBeGreaterThan(40)
  pace.waitMs('another', 'x', 3_600_000)
  expect(pace.kept).toBe(1)
})
