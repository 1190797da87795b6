import type { Locale } from '../../protocol/entities.ts'
import { clockText } from '../../protocol/clockText.ts'
import { dayToText } from '../../protocol/day.ts'

export interface ChasePart { name: string; missing: number }

export interface ChaseText {
  school: string
  grade: string
  class: string
  day: number
  /** When it is said, minute of the day. */
  minute: number
  cutOffMinute: number
  expected: number
  missing: number
  /** Of a whole campus: of those who work there; in no other figure. */
  staffMissing: number
  /** Parts of it with somebody missing, one level down and most first: campuses of the district, classes of a campus or grade; empty for a class. */
  parts: readonly ChasePart[]
  /** Masked, and only where the one who set the channel up asked for them; null: numbers only. */
  names: readonly string[] | null
  /** Of the page on which it is made good, or null. */
  link: string | null
}

/** A message is read on a phone: more names than this are a list, and a list is opened at the desk. */
const MOST_NAMES = 30
const MOST_PARTS = 10

/** The worst ten, with their numbers. */
export function partsText(parts: readonly ChasePart[], locale: Locale): string {
  const worst = parts.slice(0, MOST_PARTS)
  const others = parts.length - worst.length
  return locale === 'en'
    ? `${worst.map(({ name, missing }) => `${name} ${missing}`).join(', ')}${others > 0 ? ` and ${others} more` : ''}`
    : `${worst.map(({ name, missing }) => `${name} ${missing} 人`).join('、')}${others > 0 ? `，另有 ${others} 处` : ''}`
}

export function namesText(all: readonly string[], locale: Locale): string {
  const names = all.slice(0, MOST_NAMES)
  const more = all.length - names.length
  return locale === 'en' ? `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}` : `${names.join('、')}${more > 0 ? `等，另有 ${more} 人` : ''}`
}

/** What a group is told of who is missing. Pure; whole names never stand in it. */
export function composeChase(text: ChaseText, locale: Locale): string {
  const names = text.names ?? []
  if (locale === 'en') {
    const where = [text.school, text.grade, text.class].filter((part) => part !== '').join(' · ') || 'All schools'
    return [
      `[Health check ${dayToText(text.day)}] ${where}: at ${clockText(text.minute)}, ${text.missing} of ${text.expected} have not reported (cut-off ${clockText(text.cutOffMinute)}).`,
      ...(text.staffMissing > 0 ? [`Staff: ${text.staffMissing} have not reported.`] : []),
      ...(text.parts.length > 0 ? [`Most: ${partsText(text.parts, locale)}`] : []),
      ...(names.length > 0 ? [`Missing: ${namesText(names, locale)}`] : []),
      ...(text.link === null ? [] : [`Report here: ${text.link}`]),
    ].join('\n')
  }
  const where = `${text.school}${text.class || text.grade}` || '全区学校'
  return [
    `【晨检提醒】${dayToText(text.day)} ${where}：截至 ${clockText(text.minute)}，应报 ${text.expected} 人，${text.missing > 0 ? `还有 ${text.missing} 人未填报` : '没有人未填报'}（${clockText(text.cutOffMinute)} 截止）。`,
    ...(text.staffMissing > 0 ? [`教职工还有 ${text.staffMissing} 人未填报。`] : []),
    ...(text.parts.length > 0 ? [`未报较多：${partsText(text.parts, locale)}`] : []),
    ...(names.length > 0 ? [`未填报：${namesText(names, locale)}`] : []),
    ...(text.link === null ? [] : [`填报：${text.link}`]),
  ].join('\n')
}
