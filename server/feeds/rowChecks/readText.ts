import type { RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'

/** Longest texts per kind, in UTF-16 units. */
export const NAME_LENGTH = 64
export const PLACE_LENGTH = 128
export const ID_LENGTH = 128
export const FREE_LENGTH = 512
export const NOTE_LENGTH = 2_000

const GOOD = 0
const BLANKS = 1
const CONTROL = 2
const BROKEN = 3

/**
 * A text field, trimmed; '' when it is absent (undefined, null or blank) or bad, and then the problem is added.
 * Tabs and line breaks inside count as blanks, invisible marks (zero width, direction) are dropped; other control
 * characters and half surrogate pairs are refused, because no store keeps them faithfully. Emoji and rare characters stay.
 */
export function readText(row: Record<string, unknown>, field: string, maxLength: number, required: boolean, problems: RowProblem[]): string {
  const value = row[field]
  if (value === undefined || value === null || value === '') {
    if (required) problems.push(rowProblem(field, 'missing'))
    return ''
  }
  if (typeof value !== 'string') {
    problems.push(rowProblem(field, 'not-a-text'))
    return ''
  }
  const verdict = inspect(value)
  if (verdict === CONTROL || verdict === BROKEN) {
    problems.push(rowProblem(field, verdict === CONTROL ? 'control-characters' : 'bad-characters'))
    return ''
  }
  const text = verdict === GOOD ? value : value.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '').replace(/\s+/g, ' ').trim()
  if (text.length > maxLength) {
    problems.push(rowProblem(field, 'too-long'))
    return ''
  }
  if (text === '' && required) problems.push(rowProblem(field, 'missing'))
  return text
}

/** HOT: every character of every row. */
function inspect(text: string): number {
  let verdict = GOOD
  const length = text.length
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit <= 0x20 || unit === 0xa0 || unit === 0x3000 || unit === 0xad) {
      if (unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) return CONTROL
      verdict = BLANKS
    } else if (unit >= 0x7f && unit <= 0x9f) {
      return CONTROL
    } else if (unit >= 0x2000 && unit <= 0x206f) {
      verdict = BLANKS
    } else if (unit >= 0xd800) {
      if (unit <= 0xdbff) {
        const next = text.charCodeAt(i + 1)
        if (!(next >= 0xdc00 && next <= 0xdfff)) return BROKEN
        i++
      } else if (unit <= 0xdfff || unit >= 0xfffe) {
        return BROKEN
      } else if (unit === 0xfeff) {
        verdict = BLANKS
      }
    }
  }
  return verdict
}
