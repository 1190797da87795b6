import type { ResidentRow, RosterRow } from '../../server/feeds/rows.ts'
import { STAFF_CLASS } from '../../server/protocol/school.ts'
import type { IdentitySource } from './createIdentitySource.ts'
import type { Random } from './createRandom.ts'

const PUPILS_A_PERSON = 14
/** The others come from elsewhere; their address is not on the roster, for no home here is theirs. */
const LIVES_HERE_SHARE = 0.35
const YOUNGEST = 23
const OLDEST = 59

/**
 * Who works at each campus: one for about fourteen of its pupils, with a number (`T001`), an identity number and the own
 * phone. Those who live in the town are residents of a home of the register, each at one campus only.
 */
export function createStaff(
  rosters: readonly RosterRow[], campuses: readonly string[], residents: readonly ResidentRow[],
  schoolYear: number, identity: IdentitySource, random: Random,
): RosterRow[] {
  const pupils = new Map<string, number>()
  for (const { school } of rosters) pupils.set(school, (pupils.get(school) ?? 0) + 1)
  const taken = new Set<number>()
  const findResident = (): ResidentRow => {
    for (;;) {
      const at = random.integer(0, residents.length - 1)
      const { idNumber, phone } = residents[at]
      const age = schoolYear - Number(idNumber!.slice(6, 10))
      if (phone === undefined || age < YOUNGEST || age > OLDEST || taken.has(at)) continue
      taken.add(at)
      return residents[at]
    }
  }
  return campuses.flatMap((school) => Array.from({ length: Math.round((pupils.get(school) ?? 0) / PUPILS_A_PERSON) }, (_, index): RosterRow => {
    const row = { school, class: STAFF_CLASS, kind: 'staff' as const, studentNo: `T${String(index + 1).padStart(3, '0')}` }
    if (random.chance(LIVES_HERE_SHARE)) {
      const { name, idNumber, phone, compound, building, room } = findResident()
      return { ...row, name, idNumber, guardianPhone: phone, address: `${compound}${building}${/^\d+$/.test(room) ? `${room}室` : room}` }
    }
    const sex = random.chance(0.72) ? 'female' : 'male'
    const born = `${schoolYear - random.integer(YOUNGEST, OLDEST)}${String(random.integer(1, 12)).padStart(2, '0')}${String(random.integer(1, 28)).padStart(2, '0')}`
    return { ...row, name: identity.surname() + identity.givenName(sex), idNumber: identity.idNumber(born, sex), guardianPhone: identity.phone() }
  }))
}
