import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBackTooSoon } from '../../../../../server/packs/epidemic/school/isBackTooSoon.ts'

const HOUR = 3_600_000
const at = fc.integer({ min: 0, max: 400 * HOUR })

it.each([
  ['the day after the end', 30 * HOUR, 6 * HOUR, null, true],
  ['47 h 59 min', 48 * HOUR + 5 * HOUR - 60_000, 5 * HOUR, null, true],
  ['48 h', 53 * HOUR, 5 * HOUR, null, false],
  ['no end recorded, symptoms yesterday', 30 * HOUR, null, 7 * HOUR, true],
  ['symptoms again after the recorded end', 60 * HOUR, 5 * HOUR, 40 * HOUR, true],
  ['nothing known', 60 * HOUR, null, null, false],
  ['an end recorded after the return', 5 * HOUR, 9 * HOUR, null, false],
] as const)('%s', (_, backAt, endedAt, lastSymptomsAt, soon) => expect(isBackTooSoon(backAt, endedAt, lastSymptomsAt, 48)).toBe(soon))

it('whoever waits longer is never sooner, and later symptoms never help', () => {
  fc.assert(fc.property(at, at, at, fc.option(at), (backAt, wait, endedAt, symptoms) => {
    const first = Math.max(backAt, endedAt, symptoms ?? 0)
    if (isBackTooSoon(first + wait, endedAt, symptoms, 48)) expect(isBackTooSoon(first, endedAt, symptoms, 48)).toBe(true)
    if (isBackTooSoon(first, endedAt, null, 48)) expect(isBackTooSoon(first, endedAt, symptoms, 48)).toBe(true)
  }))
})
