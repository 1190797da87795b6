import { foldText } from '../../merge/address/foldText.ts'
import { normalizeIdNumber } from '../../feeds/rowChecks/normalizeIdNumber.ts'

/** Longer than any address or name. */
const LONGEST_TEXT = 200
const SHORTEST_TEXT = 2
const FEWEST_DIGITS = 4
/** Shorter identity papers exist, but nobody types one of these in full to find somebody. */
const SHORTEST_ID = 8

/** What a typed text may be asking for. */
export interface SearchText {
  folded: string
  /** All of it read as a name. */
  name: string
  /** What is no number in it, and the numbers: `王小华 1234`. Null when the numbers are too short to be any. */
  parts: { name: string; numbers: SearchNumber[] } | null
  /** A whole identity number as the vault keeps it, or ''. */
  idNumber: string
}

export interface SearchNumber {
  /** Character codes of the digits, upper-case X included. */
  codes: Uint8Array
  isPhone: boolean
  isTail: boolean
}

/** Null for texts that ask for nothing: empty, a single character, or longer than anything that could be found. */
export function readSearchText(text: string): SearchText | null {
  if (text.length > LONGEST_TEXT) return null
  const folded = foldText(text)
  if ([...folded].length < SHORTEST_TEXT) return null
  const idNumber = normalizeIdNumber(folded)
  return { folded, name: folded, parts: readParts(folded.toUpperCase()), idNumber: idNumber.length >= SHORTEST_ID ? idNumber : '' }
}

function readParts(folded: string): SearchText['parts'] {
  // One number, in however many groups: 138 0013 8000, +86-138-0013-8000, (021) 5888-1234.
  if (/^[\d\s()+-]+$/.test(folded)) {
    const digits = folded.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')
    return digits.length < FEWEST_DIGITS ? null : { name: '', numbers: [numberOf(digits)] }
  }
  const numbers: SearchNumber[] = []
  let isTooShort = false
  const name = folded.replace(/\d{3}X(?![\dA-Z])|\d+/g, (found) => {
    if (found.length < FEWEST_DIGITS) isTooShort = true
    else numbers.push(numberOf(found))
    return ' '
  })
  return numbers.length === 0 || isTooShort ? null : { name: name.trim(), numbers }
}

function numberOf(characters: string): SearchNumber {
  return { codes: Uint8Array.from(characters, (character) => character.charCodeAt(0)), isPhone: !characters.endsWith('X'), isTail: characters.length === FEWEST_DIGITS }
}
