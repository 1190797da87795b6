import { changeLocale } from '@formkit/i18n'
import { ref } from 'vue'
import type { Locale } from '../../server/protocol/entities.ts'
import en from './locales/en.json'
import zhCN from './locales/zh-CN.json'

const WORDS: Record<Locale, Record<string, Record<string, string>>> = { 'zh-CN': zhCN, en }

function wordAt(locale: Locale, key: string): string | undefined {
  const [area, name] = key.split('.')
  return WORDS[locale][area]?.[name]
}

/** A word of these pages in a locale, `AREA.KEY`; for staff the one that they have in the place of a pupil's, `staff.AREA_KEY`. */
export function wordIn(locale: Locale, key: string, values: Record<string, string | number> = {}, isOfStaff = false): string {
  return ((isOfStaff ? wordAt(locale, `staff.${key.replace('.', '_')}`) : undefined) ?? wordAt(locale, key) ?? key).replace(/\{(\w+)\}/g, (whole, place: string) => String(values[place] ?? whole))
}

/** The pages' own words, `AREA.KEY`. vue-i18n would be a third of all the code that a resident loads. */
export function useWords(preferred: string) {
  const locale = ref<Locale>(/^en\b/i.test(preferred) ? 'en' : 'zh-CN')
  /** Whether a page speaks to those who work at a school, of themselves. */
  const isOfStaff = ref(false)
  const t = (key: string, values: Record<string, string | number> = {}): string => wordIn(locale.value, key, values, isOfStaff.value)
  function use(next: Locale): void {
    locale.value = next
    changeLocale(next === 'en' ? 'en' : 'zh')
    document.documentElement.lang = next
  }
  use(locale.value)
  /** An instant in the deployment's zone, day and minute. */
  const instant = (epochMs: number, zoneOffsetMinutes: number): string =>
    new Intl.DateTimeFormat(locale.value, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }).format(epochMs + zoneOffsetMinutes * 60_000)
  /** A day `YYYY-MM-DD`. */
  const day = (text: string): string => new Intl.DateTimeFormat(locale.value, { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${text}T00:00:00Z`))
  return { locale, t, use, instant, day, isOfStaff }
}
