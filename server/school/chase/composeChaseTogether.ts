import { compareGrades } from '../../merge/compareGrades.ts'
import type { Locale } from '../../protocol/entities.ts'
import { clockText } from '../../protocol/clockText.ts'
import { dayToText } from '../../protocol/day.ts'
import { type ChaseText, namesText, partsText } from './composeChase.ts'
import { fitLines } from './fitLines.ts'

/** What a line says besides the number, from all of it to nothing. */
const DETAILS = [{ names: true, ways: true }, { names: false, ways: true }, { names: false, ways: false }]

/** One class or grade by the name its line begins with; with the grade before it where two classes are called alike. */
const labelsOf = (texts: readonly ChaseText[]): string[] => {
  const short = texts.map((text) => text.class || text.grade)
  return new Set(short).size === short.length ? short : texts.map((text) => `${text.grade}${text.class}`)
}

/**
 * What a group is told of several classes or grades of one school in one message, a line each, most missing first. No longer
 * than `mostBytes` of UTF-8: names go first, then links and classes of a grade, then the lines with the fewest, with a count. Pure.
 */
export function composeChaseTogether(texts: readonly ChaseText[], locale: Locale, mostBytes: number): string {
  const [{ school, day, minute, cutOffMinute }] = texts
  const isOfClasses = texts.some((text) => text.class !== '')
  const isEnglish = locale === 'en'
  const labels = labelsOf(texts)
  const rows = texts.map((text, index) => ({ text, label: labels[index] })).sort((a, b) => b.text.missing - a.text.missing || compareGrades(a.label, b.label))
  const missingIn = (of: typeof rows): number => of.reduce((sum, { text }) => sum + text.missing, 0)
  const expected = texts.reduce((sum, text) => sum + text.expected, 0)
  const countText = (count: number): string => (isEnglish ? `${count} ${isOfClasses ? 'classes' : 'grades'}` : `${count} 个${isOfClasses ? '班' : '年级'}`)
  const head = isEnglish
    ? `[Health check ${dayToText(day)}] ${school}: at ${clockText(minute)}, in ${countText(rows.length)} ${missingIn(rows)} of ${expected} have not reported (cut-off ${clockText(cutOffMinute)}).`
    : `【晨检提醒】${dayToText(day)} ${school}：截至 ${clockText(minute)}，${countText(rows.length)}应报 ${expected} 人，还有 ${missingIn(rows)} 人未填报（${clockText(cutOffMinute)} 截止）。`
  const lineOf = ({ text, label }: (typeof rows)[number], { names, ways }: (typeof DETAILS)[number]): string => [
    isEnglish ? `${label} ${text.missing}` : `${label} ${text.missing} 人`,
    ...(ways && text.parts.length > 0 ? [isEnglish ? ` (${partsText(text.parts, locale)})` : `（${partsText(text.parts, locale)}）`] : []),
    ...(names && text.names && text.names.length > 0 ? [isEnglish ? `: ${namesText(text.names, locale)}` : `：${namesText(text.names, locale)}`] : []),
    ...(ways && text.link !== null ? [` ${text.link}`] : []),
  ].join('')
  const textOf = (detail: (typeof DETAILS)[number], kept: number): string => {
    const rest = rows.slice(kept)
    const more = isEnglish ? `and ${countText(rest.length)} more, ${missingIn(rest)} missing` : `另有 ${countText(rest.length)}，${missingIn(rest)} 人`
    return [head, ...rows.slice(0, kept).map((row) => lineOf(row, detail)), ...(rest.length > 0 ? [more] : [])].join('\n')
  }
  return fitLines(DETAILS.length, rows.length, mostBytes, (detail, kept) => textOf(DETAILS[detail], kept))
}

/** Of a message about several parts of a school, as it was kept: the line of one of them, for whoever has no other; '' when it stands in none. */
export const lineOfPart = (said: string, part: { grade: string; class: string }): string =>
  said.split('\n').slice(1).find((line) => [part.class || part.grade, `${part.grade}${part.class}`].some((label) => line.startsWith(`${label} `) && /^\d/.test(line.slice(label.length + 1)))) ?? ''
