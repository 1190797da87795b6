import { compareGrades } from '../../merge/compareGrades.ts'
import { clockText } from '../../protocol/clockText.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Locale } from '../../protocol/entities.ts'
import { type ChasePart, type ChaseText, partsText } from './composeChase.ts'
import { fitLines } from './fitLines.ts'

/** One school in a message about several: who is missing there, and in which of its classes or grades. */
export interface ChaseSchool extends Pick<ChaseText, 'school' | 'missing' | 'staffMissing'> { parts: readonly ChasePart[] }

/**
 * What a channel of all schools is told at a step, in one message: a line a school, most missing first; nobody is named and
 * no page of a class is linked. No longer than `mostBytes`: classes go first, then the lines with the fewest, with a count. Pure.
 */
export function composeChaseOfSchools(schools: readonly ChaseSchool[], { day, minute, cutOffMinute }: Pick<ChaseText, 'day' | 'minute' | 'cutOffMinute'>, locale: Locale, mostBytes: number): string {
  const isEnglish = locale === 'en'
  const rows = [...schools].sort((a, b) => b.missing - a.missing || b.staffMissing - a.staffMissing || compareGrades(a.school, b.school))
  const sum = (of: readonly ChaseSchool[], field: 'missing' | 'staffMissing'): number => of.reduce((total, each) => total + each[field], 0)
  const countText = (of: readonly ChaseSchool[]): string => (isEnglish ? `${of.length} schools` : `${of.length} 所学校`)
  /** After a number of pupils. */
  const staffText = (missing: number): string => (missing === 0 ? '' : isEnglish ? `, staff ${missing}` : `，教职工 ${missing} 人`)
  const head = isEnglish
    ? `[Health check ${dayToText(day)}] ${countText(rows)}: at ${clockText(minute)}, ${sum(rows, 'missing')} have not reported${staffText(sum(rows, 'staffMissing'))} (cut-off ${clockText(cutOffMinute)}).`
    : `【晨检提醒】${dayToText(day)} ${countText(rows)}：截至 ${clockText(minute)}，还有 ${sum(rows, 'missing')} 人未填报${staffText(sum(rows, 'staffMissing'))}（${clockText(cutOffMinute)} 截止）。`
  const lineOf = ({ school, missing, staffMissing, parts }: ChaseSchool, withParts: boolean): string => [
    isEnglish ? `${school} ${missing}` : `${school} ${missing} 人`, staffText(staffMissing),
    withParts && parts.length > 0 ? (isEnglish ? ` (${partsText(parts, locale)})` : `（${partsText(parts, locale)}）`) : '',
  ].join('')
  return fitLines(2, rows.length, mostBytes, (detail, kept) => {
    const rest = rows.slice(kept)
    const more = isEnglish ? `and ${countText(rest)} more, ${sum(rest, 'missing')} missing` : `另有 ${countText(rest)}，${sum(rest, 'missing')} 人`
    return [head, ...rows.slice(0, kept).map((row) => lineOf(row, detail === 0)), ...(rest.length > 0 ? [more + staffText(sum(rest, 'staffMissing'))] : [])].join('\n')
  })
}
