import { GrowingArray } from '../../world/growingArray.ts'
import { Rank } from './rank.ts'

/** Phones as the vault keeps them have at most 20 digits. */
const PHONE_DIGITS = 20
const TAIL = 4

/** Phones and the last four of identity numbers, as bytes at fixed places: 24 bytes a person. */
export class NumberTable {
  private readonly phones = new GrowingArray(Uint8Array)
  private readonly tails = new GrowingArray(Uint8Array)

  set(person: number, phone: string, idNumber: string): void {
    this.phones.extendTo((person + 1) * PHONE_DIGITS)
    this.tails.extendTo((person + 1) * TAIL)
    for (let i = 0; i < PHONE_DIGITS; i++) this.phones.values[person * PHONE_DIGITS + i] = i < phone.length ? phone.charCodeAt(i) & 0x7f : 0
    const tail = idNumber.length >= TAIL ? idNumber.slice(-TAIL) : ''
    for (let i = 0; i < TAIL; i++) this.tails.values[person * TAIL + i] = i < tail.length ? tail.charCodeAt(i) & 0x7f : 0
  }

  wipe(person: number): void {
    if ((person + 1) * TAIL <= this.tails.length) this.set(person, '', '')
  }

  /** How the digits (as character codes, four or more) stand in the phone. HOT: every person. */
  rankPhone(person: number, digits: Uint8Array): number {
    const { values } = this.phones
    const from = person * PHONE_DIGITS
    const last = from + PHONE_DIGITS - digits.length
    for (let at = from; at <= last && values[at] !== 0; at++) {
      if (values[at] !== digits[0]) continue
      let same = 1
      while (same < digits.length && values[at + same] === digits[same]) same++
      if (same < digits.length) continue
      const isWhole = at + same === from + PHONE_DIGITS || values[at + same] === 0
      return at === from ? (isWhole ? Rank.Exact : Rank.Prefix) : Rank.Inside
    }
    return Rank.None
  }

  /** Whether the identity number ends with these four. */
  rankTail(person: number, tail: Uint8Array): number {
    const { values } = this.tails
    for (let i = 0; i < TAIL; i++) if (values[person * TAIL + i] !== tail[i]) return Rank.None
    return Rank.Exact
  }
}
