import type { Random } from './createRandom.ts'
import { identityCheckDigit } from './identityCheckDigit.ts'
import { GIVEN_FEMALE, GIVEN_MALE, GIVEN_RARE, SURNAMES } from './nameTables.ts'

/** No division of China has this code, so the numbers belong to nobody although their check digit is right. */
export const IMPOSSIBLE_AREA = '990101'
/** Mobile numbers begin with 13 to 19; 100 and eight digits more was never given to anybody. */
export const IMPOSSIBLE_PHONE_PREFIX = '100'
/** Number plates never contain I or O. */
const IMPOSSIBLE_PLATE_LETTERS = 'IO'

/** A source of names, phones, identity numbers and plates that never gives the same number twice. */
export interface IdentitySource {
  surname(): string
  givenName(sex: 'male' | 'female'): string
  /** `born` is `YYYYMMDD`. */
  idNumber(born: string, sex: 'male' | 'female'): string
  phone(): string
  plate(): string
}

export function createIdentitySource(random: Random): IdentitySource {
  const taken = new Map<number, number>()
  // The step and 10^8 have no common divisor: the walk meets every number once.
  let phoneAt = random.integer(0, 99_999_999), plateAt = random.integer(0, 99_999)
  return {
    // The square leans towards the common names at the front.
    surname: () => SURNAMES[Math.floor(random.next() ** 2 * SURNAMES.length)],
    givenName: (sex) => {
      const list = sex === 'male' ? GIVEN_MALE : GIVEN_FEMALE
      const first = random.chance(0.0006) ? random.pick(GIVEN_RARE) : random.pick(list)
      return random.chance(0.3) ? first : first + random.pick(list)
    },
    idNumber: (born, sex) => {
      const key = sex === 'male' ? Number(born) : -Number(born)
      const serial = taken.get(key) ?? 0
      taken.set(key, serial + 1)
      // The last digit of the serial is odd for men.
      const digits = IMPOSSIBLE_AREA + born + String(serial * 2 + (sex === 'male' ? 1 : 2)).padStart(3, '0').slice(-3)
      return digits + identityCheckDigit(digits)
    },
    phone: () => {
      phoneAt = (phoneAt + 38_196_601) % 100_000_000
      return IMPOSSIBLE_PHONE_PREFIX + String(phoneAt).padStart(8, '0')
    },
    plate: () => {
      plateAt++
      const letter = 'ABCDEFGHJK'[plateAt % 10]
      const impossible = IMPOSSIBLE_PLATE_LETTERS[Math.floor(plateAt / 10) % 2]
      return `沪${letter}·${impossible}${String(Math.floor(plateAt / 20) % 10_000).padStart(4, '0')}`
    },
  }
}
