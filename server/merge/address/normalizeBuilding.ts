import { foldText } from './foldText.ts'
import { CHINESE_FIGURES, readChineseNumber } from './readChineseNumber.ts'

/** Words that only say "building", longest first; each stands between two parts of the key or at its end. */
const BUILDING_WORDS = /号楼|号院|号|楼栋|幢楼|栋楼|幢|栋|座|楼|单元|#|(?<![A-Z])(?:BUILDING|BLOCK|BLDG|NO)(?![A-Z])\.?/g
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const LANE = new RegExp(`^(?:.*?(?:路|街|道|巷))?第?(\\d+|[${CHINESE_FIGURES}]+)弄(.+)$`, 'u')

/**
 * The canonical key of a building within its compound: `12号`, `12幢`, `１２#`, `12号楼`, `第012号`, `十二号` and `12`
 * all give `12`.
 *
 * - A sub-number stays: `12号-2`, `12-2号` → `12-2`. A letter or a stem belongs to its number: `3号甲`, `甲3号` → `3甲`;
 *   `3a号` → `3A`. Letters before a number stay before it: `A3座` → `A3`.
 * - A lane stays as part of the key, its road does not: `上南路100弄12号` and `100弄12号` → `100弄12`. Two lanes of
 *   one compound both have a number 12; a road name only repeats what the compound says.
 * - What is no number stays as it is, folded: `东楼` → `东`, `别墅`, emoji, rare characters.
 *
 * Total and idempotent; empty only for a text without visible characters.
 */
export function normalizeBuilding(text: string): string {
  const folded = foldKey(text)
  let key = normalizeOnce(folded)
  // Taking a word off can uncover another (`号楼楼`); at most a few rounds, each shorter than the last.
  for (let round = 0; round < 8; round++) {
    const again = normalizeOnce(key)
    if (again === key) return key
    key = again
  }
  return key
}

function foldKey(text: string): string {
  return foldText(foldText(text).toUpperCase()).replace(/\s/g, '')
}

function normalizeOnce(folded: string): string {
  const lane = LANE.exec(folded)
  if (lane !== null) {
    const rest = normalizeOnce(lane[2]!)
    return rest === '' ? folded : `${plainNumber(lane[1]!)}弄${rest}`
  }
  const parts = folded
    .replace(/[–—‐‑−_]/g, '-')
    .replace(/^第(?=.)/, '')
    .replace(BUILDING_WORDS, '-')
    .split('-')
    .filter((part) => part !== '')
    .map(plainNumber)
  if (parts.length === 0) return folded
  let key = parts[0]!
  for (const part of parts.slice(1)) {
    // `3号甲` and `3号A` are one number with its letter; `12号-2` is number 12, second part.
    const isSuffix = /\d$/.test(key) && (/^[A-Z]$/.test(part) || (part.length === 1 && STEMS.includes(part)))
    key = isSuffix ? key + part : `${key}-${part}`
  }
  const stemFirst = /^([甲乙丙丁戊己庚辛壬癸])-?(\d+)(.*)$/su.exec(key)
  return stemFirst === null ? key : `${stemFirst[2]}${stemFirst[1]}${stemFirst[3]}`
}

function plainNumber(part: string): string {
  const chinese = readChineseNumber(part)
  if (chinese !== null) return String(chinese)
  return part.replace(/^0+(?=\d)/, '')
}
