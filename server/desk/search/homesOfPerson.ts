import type { KnownFacts } from '../../world/knownFacts.ts'
import type { LiveWorld } from '../../world/liveWorld.ts'
import { NO_UNIT } from '../../world/registers.ts'

/** Student of each person, or -1. Right for the registers as they are now. */
export function pupilsByPerson({ registers, personCount }: KnownFacts): Int32Array {
  const pupils = new Int32Array(personCount).fill(-1)
  const { studentPerson, studentUnit, studentCount } = registers
  for (let student = 0; student < studentCount; student++) {
    const person = studentPerson.values[student]
    if (person >= 0 && person < personCount && studentUnit.values[student] !== NO_UNIT) pupils[person] = student
  }
  return pupils
}

/**
 * The units whose cards show the person, the most telling first: where the latest report puts them, where the register
 * of residents does, and a pupil's home by the roster. Empty for somebody who is nowhere.
 */
export function homesOfPerson(known: KnownFacts, live: LiveWorld, pupils: Int32Array, person: number): number[] {
  const homes: number[] = []
  const reported = live.personUnitOf(person)
  if (reported >= 0) homes.push(reported)
  const registered = known.residents.ofPerson(person)?.unit ?? -1
  if (registered >= 0 && registered !== reported) homes.push(registered)
  const student = pupils[person] ?? -1
  if (student >= 0) {
    const home = known.registers.studentUnit.values[student]
    if (home !== NO_UNIT && !homes.includes(home)) homes.push(home)
  }
  return homes
}
