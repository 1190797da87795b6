import type { Locale } from '../../server/protocol/entities.ts'

/** A day as it stands on a paper, with its year: `2020年2月14日`; '' stays ''. */
export function longDay(day: string | null, locale: Locale): string {
  const at = day ? Date.parse(`${day}T00:00:00Z`) : NaN
  return Number.isNaN(at) ? '' : new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(at)
}
