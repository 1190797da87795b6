import type { Locale } from '../../server/protocol/entities.ts'

/** Numbers, times and days as people read them. Pure: the time is an argument, the zone an offset in minutes. */

const pad = (value: number): string => String(value).padStart(2, '0')
const plain = new Map<Locale, Intl.NumberFormat>()
const counts = (locale: Locale): Intl.NumberFormat => {
  const known = plain.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  plain.set(locale, known)
  return known
}

export const formatCount = (value: number, locale: Locale): string => counts(locale).format(value)

/** `+126`, `−131`, `0`, with a true minus so that tabular columns stay straight. */
export function formatChange(value: number, locale: Locale): string {
  if (value === 0) return '0'
  return (value > 0 ? '+' : '−') + formatCount(Math.abs(value), locale)
}

/**
 * A share of 0 … 1 in percent with one decimal, without the sign: `98.6`. Never rounded up to 100.0 nor down to 0.0
 * while somebody is still missing, or there.
 */
export function formatPercent(share: number, locale: Locale): string {
  const tenths = Math.round(share * 1_000)
  const honest = share < 1 && tenths >= 1_000 ? 999 : share > 0 && tenths === 0 ? 1 : tenths
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(honest / 10)
}

/** `07:21:36` of an epoch time, at an offset from UTC. */
export function formatTime(epochMs: number, zoneOffsetMinutes: number, seconds = true): string {
  const time = new Date(epochMs + zoneOffsetMinutes * 60_000)
  const clock = `${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())}`
  return seconds ? `${clock}:${pad(time.getUTCSeconds())}` : clock
}

/** `07:30` of a minute of the day. */
export const formatMinute = (minute: number): string => `${pad(Math.floor(minute / 60) % 24)}:${pad(Math.floor(minute) % 60)}`

/** `2 月 15 日 周六`, `Sat 15 Feb`, of `YYYY-MM-DD`; empty for an empty text. */
export function formatDay(day: string, locale: Locale): string {
  const time = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(time)) return ''
  const date = new Date(time)
  if (locale === 'zh-CN') return `${date.getUTCMonth() + 1} 月 ${date.getUTCDate()} 日 周${'日一二三四五六'[date.getUTCDay()]}`
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(date).replace(',', '')
}

export type AgeUnit = 'seconds' | 'minutes' | 'hours' | 'days'
/** An age in its natural unit, rounded down: words come from the locale file (`age.seconds` …). */
export function splitAge(ageMs: number): { unit: AgeUnit; n: number } {
  const seconds = Math.max(0, Math.floor(ageMs / 1_000))
  if (seconds < 60) return { unit: 'seconds', n: seconds }
  if (seconds < 3_600) return { unit: 'minutes', n: Math.floor(seconds / 60) }
  if (seconds < 86_400) return { unit: 'hours', n: Math.floor(seconds / 3_600) }
  return { unit: 'days', n: Math.floor(seconds / 86_400) }
}
