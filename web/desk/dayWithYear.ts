import type { Locale } from '../../server/protocol/entities.ts'
import { longDay } from './longDay.ts'

/** A day in words, and with its year where that is not this one: who has lived here since 1 January, but of which year? */
export const dayWithYear = (words: string, day: string, thisYear: string, locale: Locale): string =>
  words === '' || day.startsWith(thisYear) ? words : longDay(day, locale)
