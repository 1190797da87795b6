import { foldText } from '../../../merge/address/foldText.ts'
import { readChineseNumber } from '../../../merge/address/readChineseNumber.ts'

/** A small whole number (people in a home), or null: `3`, `3人`, `三人`, `3.0`. */
export function parseCount(text: string): number | null {
  const match = /^(\d{1,4}|[零〇一二两三四五六七八九十百]{1,4})(?:\.0+)?(?:人|口|位|名|户)?$/.exec(foldText(text.slice(0, 20)).replace(/\s/g, ''))
  if (match === null) return null
  return /^\d/.test(match[1]!) ? Number(match[1]) : readChineseNumber(match[1]!)
}
