import type { KnownFacts } from '../../world/knownFacts.ts'
import { ROSTER } from '../../world/rosterSpans.ts'

const UNASKED = 0
const COMES = 1
const STAYS_AWAY = 2

/** `known.expectedOn` of one day as known now, for a pass over everybody: the calendar is asked once a class and half of it, not once a pupil. */
export function expectedOnDay(known: KnownFacts, day: number): (student: number) => boolean {
  const { roster, studentHalf } = known.registers
  const answers = new Uint8Array(roster.groups.length * 2)
  return (student) => {
    const row = roster.rowAt(student, day)
    if (row < 0 || roster.on.values[row] === ROSTER.off) return false
    const group = roster.group.values[row]
    const half = studentHalf.values[student]
    if (answers[group * 2 + half] === UNASKED) answers[group * 2 + half] = known.expectsClass(group, half, day) ? COMES : STAYS_AWAY
    return answers[group * 2 + half] === COMES
  }
}
