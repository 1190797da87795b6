import { NO_DAY } from '../../protocol/day.ts'
import type { Fact } from '../pack.ts'
import { OBSERVATION_DAYS, RETURNED, STAYED } from './codes.ts'
import type { EpidemicContent } from './epidemicFact.ts'

interface Stay { arrival: number; release: number; lastRow: number }

/**
 * How often a person has returned and been released by the day. A stay is person + arrival day (rule 3); another arrival
 * within 14 days of one that was not released before it is the same return with its day corrected. An unreleased stay
 * that an officer has settled as "stayed" was none. Facts are oldest first, all registered on or before `day`. Pure.
 */
export function countStays(facts: readonly Fact<EpidemicContent>[], day: number): readonly [returned: number, released: number] {
  const stays: Stay[] = []
  for (let row = 0; row < facts.length; row++) {
    const { state, returnedOn } = facts[row]
    if (state !== RETURNED || returnedOn === NO_DAY || returnedOn > day) continue
    const known = stays.find(({ arrival }) => arrival === returnedOn)
    if (known) known.lastRow = row
    else stays.push({ arrival: returnedOn, release: releaseOf(facts, returnedOn), lastRow: row })
  }
  if (stays.length === 0) return NEVER
  const settled = facts.findLastIndex((fact) => fact.settled === 1 && fact.state === STAYED)
  const kept: Stay[] = []
  for (const stay of stays) {
    if (stay.lastRow < settled && stay.release === NO_DAY) continue
    const before = kept[kept.length - 1]
    const corrects = before !== undefined && Math.abs(stay.arrival - before.arrival) < OBSERVATION_DAYS && (before.release === NO_DAY || before.release > stay.arrival)
    if (corrects) kept.pop()
    kept.push(stay)
  }
  return [kept.length, kept.filter(({ release }) => release !== NO_DAY && release <= day).length]
}

const NEVER = [0, 0] as const

/** Earliest release day that any report of the stay gives, or NO_DAY. One before the arrival is a slip of the pen. */
function releaseOf(facts: readonly Fact<EpidemicContent>[], arrival: number): number {
  let release = NO_DAY
  for (const fact of facts) {
    if (fact.returnedOn !== arrival || fact.releasedOn === NO_DAY || fact.releasedOn < arrival) continue
    if (release === NO_DAY || fact.releasedOn < release) release = fact.releasedOn
  }
  return release
}
