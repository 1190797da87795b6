import { foldText } from './address/foldText.ts'
import { readChineseNumber } from './address/readChineseNumber.ts'
import { isPlaceholder } from './isPlaceholder.ts'

export interface ClassName {
  /** Canonical, `一(3)班`; the folded text when it fits no rule. */
  className: string
  /** `一年级`, `初二`, `高一`, `预初`; null when neither the class nor the grade column tells. */
  grade: string | null
}

const FIGURES = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const NUMBER = '(\\d{1,2}|[一二三四五六七八九十]{1,3})'
const STAGES = '小学|小|初中|初|高中|高|职'

/** `一(3)班`, `一年级3班`, `1.1班`, `1-1`, `高一(2)班`, `预初(2)班`. */
const GRADE_AND_CLASS = new RegExp(`^(?:(预初|预备)|(${STAGES})?${NUMBER})(?:年级|年)?[.\\-/ ]?\\(?${NUMBER}\\)?班?$`)
/** Named after the year of entry: `2019级1班`. */
const ENTRY_AND_CLASS = new RegExp(`^((?:19|20)\\d{2})[级届]\\(?0?${NUMBER}\\)?班?$`)
const ENTRY_ONLY = /^((?:19|20)\d{2})[级届]$/
/** One number for both: `103班`, `701`. */
const IN_ONE_NUMBER = /^\(?([1-9])(\d{2})\)?班?$/
const CLASS_ONLY = new RegExp(`^\\(?${NUMBER}\\)?班?$`)
const GRADE_ONLY = new RegExp(`^(?:(预初|预备)|(${STAGES})?${NUMBER})(?:年级|年)?$`)

/**
 * One spelling for every class: `一（3）班`, `一年级3班`, `一年级三班`, `1.3班`, `1-3`, `１（３）` and, with the grade from its own
 * column, `3班` are all `一(3)班` of `一年级`; so is `103班` where no other grade stands beside it. `高一2班` is `高一(2)班`, `2019级03班`
 * is `2019级(3)班`, `1班` of `大班` is `大(1)班`. What fits no rule (`大班`, `国际部A班`) is kept as written, folded: school and roster
 * mostly write it the same way.
 */
export function parseClassName(text: string, gradeText = ''): ClassName {
  const folded = foldText(text.slice(0, 60)).replace(/[[【〔{]/g, '(').replace(/[\]】〕}]/g, ')').replace(/\s/g, '').replace(/[。·、]/g, '.').replace(/[–—_]/g, '-')
  const both = GRADE_AND_CLASS.exec(folded)
  // 十一班 and 二十班 are one number; 一3班 and 1(3) are two.
  const isSplit = /[.\-/()年]/.test(folded) || /^\D+\d+班?$/.test(folded)
  if (both !== null && isSplit) {
    const grade = gradeName(both[1], both[2], both[3])
    const number = wholeNumber(both[4]!)
    if (grade !== null && number !== null) return { className: `${grade.short}(${number})班`, grade: grade.long }
  }
  const fromColumn = parseGrade(gradeText)
  const one = IN_ONE_NUMBER.exec(folded)
  const inOne = one === null ? null : { figure: FIGURES[Number(one[1])]!, number: wholeNumber(one[2]!) }
  if (inOne !== null && inOne.number !== null && (fromColumn === null ? isPlaceholder(gradeText) : fromColumn.short.endsWith(inOne.figure))) {
    const grade = fromColumn ?? { short: inOne.figure, long: `${inOne.figure}年级` }
    return { className: `${grade.short}(${inOne.number})班`, grade: grade.long }
  }
  const entry = ENTRY_AND_CLASS.exec(folded)
  const entryNumber = entry === null ? null : wholeNumber(entry[2]!)
  if (entry !== null && entryNumber !== null) return { className: `${entry[1]}级(${entryNumber})班`, grade: fromColumn?.long ?? `${entry[1]}级` }
  const own = CLASS_ONLY.exec(folded)
  const number = own === null ? null : wholeNumber(own[1]!)
  if (number !== null && fromColumn !== null) return { className: `${fromColumn.short}(${number})班`, grade: fromColumn.long }
  // 1班 of 大班 and 1班 of 中班 are two classes.
  const other = isPlaceholder(gradeText) ? '' : foldText(gradeText.slice(0, 30)).replace(/\s/g, '').replace(/(?:年级|班)$/, '')
  if (number !== null && other !== '') return { className: `${other}(${number})班`, grade: foldText(gradeText) }
  return { className: folded, grade: fromColumn?.long ?? (foldText(gradeText) || null) }
}

function parseGrade(text: string): { short: string; long: string } | null {
  const folded = foldText(text.slice(0, 30)).replace(/\s/g, '')
  const entry = ENTRY_ONLY.exec(folded)
  if (entry !== null) return { short: `${entry[1]}级`, long: `${entry[1]}级` }
  const match = GRADE_ONLY.exec(folded)
  return match === null ? null : gradeName(match[1], match[2], match[3])
}

function gradeName(preparatory: string | undefined, stage: string | undefined, figure: string | undefined): { short: string; long: string } | null {
  if (preparatory !== undefined) return { short: '预初', long: '预初' }
  const number = wholeNumber(figure ?? '')
  if (number === null || number < 1 || number > 9) return null
  const prefix = stage === undefined || stage.startsWith('小') ? '' : stage[0]!
  const short = `${prefix}${FIGURES[number]}`
  return { short, long: prefix === '' ? `${short}年级` : short }
}

function wholeNumber(figure: string): number | null {
  const number = /^\d+$/.test(figure) ? Number(figure) : readChineseNumber(figure)
  return number !== null && number >= 1 && number <= 40 ? number : null
}
