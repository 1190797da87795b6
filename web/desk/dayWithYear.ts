import type { Locale } from '../../server/protocol/entities.ts'

/** A day in words, and its year where that is not this one: somebody has lived here since 1 月 1 日, but of which year? */
export function dayWithYear(words: string, day: string, thisYear: string, locale: Locale): string {
  const year = day.slice(0, 4)
  if (words === '' || year === thisYear) return words
  return locale === 'zh-CN' ? `${year} 年 ${words}` : `${words} ${year}`
}
