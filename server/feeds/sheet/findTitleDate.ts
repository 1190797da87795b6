import { foldText } from '../../merge/address/foldText.ts'
import { dayFromText } from '../../protocol/day.ts'

const FULL = /(?<!\d)((?:19|20)\d{2}) ?(?:年|[-/.]) ?(\d{1,2}) ?(?:月|[-/.]) ?(\d{1,2})(?!\d)/
/** 20200216 in a file's name. */
const COMPACT = /(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/
const WITHOUT_YEAR = /(?<!\d)()(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/

/** The day (`YYYY-MM-DD`) that the first of these texts names (title, sheet name, file name), or null. `year` is for days without one. */
export function findTitleDate(texts: readonly string[], year: number): string | null {
  for (const raw of texts) {
    const text = foldText(raw.slice(0, 2000))
    for (const pattern of [FULL, COMPACT, WITHOUT_YEAR]) {
      const match = pattern.exec(text)
      if (match === null) continue
      const day = `${match[1] || year}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`
      if (dayFromText(day) !== null) return day
    }
  }
  return null
}
