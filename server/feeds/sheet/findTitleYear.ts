import { foldText } from '../../merge/address/foldText.ts'
import { readChineseNumber } from '../../merge/address/readChineseNumber.ts'

const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)/
/** 20200216 in a file's name. */
const COMPACT_DATE = /(?<!\d)(20\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/

/**
 * The year that the first of these texts names (title, sheet name, file name), or null: `2020年`, `2020-02-15`,
 * `20200215`, `二〇二〇年`; a year of a date before a bare one.
 */
export function findTitleYear(texts: readonly string[]): number | null {
  for (const raw of texts) {
    const text = foldText(raw.slice(0, 2000))
    const match = /(?<!\d)((?:19|20)\d{2}) ?(?:年|[-/.]\d{1,2}[-/.])/.exec(text) ?? COMPACT_DATE.exec(text) ?? YEAR.exec(text)
    if (match !== null) return Number(match[1])
    const chinese = /([二][〇○零一二三四五六七八九]{3})年/.exec(text)
    if (chinese !== null) return readChineseNumber(chinese[1]!)
  }
  return null
}
