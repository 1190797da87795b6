import type { HouseholdRow } from '../../server/feeds/rows.ts'
import type { Random } from './createRandom.ts'
import type { Town } from './createTown.ts'

type Address = Pick<HouseholdRow, 'committee' | 'compound' | 'building' | 'room'>
type Person = Address & Pick<HouseholdRow, 'name' | 'idNumber' | 'phone'>

/** One in sixteen registers has no identity number; then name and phone must do. */
const WITHOUT_ID_SHARE = 0.06

export function describeUnit(town: Town, unit: number): Address {
  const { committee, compound, building, room } = town.units[unit]
  return { committee, compound, building, room }
}

/** A person as a committee writes one down. */
export function describePerson(town: Town, resident: number, random: Random): Person {
  const { committee, compound, building, room, name, idNumber, phone } = town.residents[resident]
  const person: Person = { committee, compound, building, room, name }
  if (phone === undefined || !random.chance(WITHOUT_ID_SHARE)) person.idNumber = idNumber
  if (phone !== undefined) person.phone = phone
  return person
}
