import { expect, it } from 'vitest'
import { dayWithYear } from '../../../web/desk/dayWithYear.ts'

it.each([
  ['1 月 1 日', '2020-01-01', '2026', 'zh-CN', '2020年1月1日'], ['1 Jan', '2020-01-01', '2026', 'en', '1 January 2020'],
  ['1 月 1 日', '2026-01-01', '2026', 'zh-CN', '1 月 1 日'], ['', '', '2026', 'zh-CN', ''],
] as const)('%s of %s, read in %s, %s: %s', (words, day, thisYear, locale, said) => expect(dayWithYear(words, day, thisYear, locale)).toBe(said))
