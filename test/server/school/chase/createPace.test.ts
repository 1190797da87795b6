import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPace } from '../../../../server/school/chase/channels/createPace.ts'

it('whenever messages come, none is lost, and a robot gets at most 20 in any minute and 5 in any second', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 80 }), (pauses) => {
    const pace = createPace()
    let at = 1_586_734_200_000
    const turns = pauses.map((pause, n) => {
      at += pause % 7 === 0 ? 0 : pause
      const waitMs = pace('robot', `m${n}`, at)
      // It comes back at its turn, whoever has come in between.
      return waitMs === 0 ? at : at + waitMs
    })
    for (const [most, withinMs] of [[20, 60_000], [5, 1_000]]) for (const from of turns) expect(turns.filter((turn) => turn >= from && turn < from + withinMs).length).toBeLessThanOrEqual(most)
  }))
})

it('who was told to wait goes at that moment, and another address does not wait', () => {
  const pace = createPace()
  const waits = Array.from({ length: 6 }, (_, n) => pace('robot', `m${n}`, 1_000))
  expect(waits).toEqual([0, 0, 0, 0, 4_000, 8_000])
  expect(pace('another', 'x', 1_000)).toBe(0)
  expect(pace('robot', 'm4', 2_000)).toBe(3_000)
  expect(pace('robot', 'm4', 5_000)).toBe(0)
})
