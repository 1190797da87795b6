import { changeLocale } from '@formkit/i18n'
import { ref } from 'vue'
import type { Locale } from '../../server/protocol/entities.ts'
import en from './locales/en.json'
import zhCN from './locales/zh-CN.json'

const WORDS: Record<Locale, Record<string, string>> = { 'zh-CN': zhCN.resident, en: en.resident }
const PREFIX = 'resident.'

/** The page's own words. vue-i18n would be a third of all the code that a resident loads. */
export function useWords(preferred: string) {
  const locale = ref<Locale>(/^en\b/i.test(preferred) ? 'en' : 'zh-CN')
  const t = (key: string, values: Record<string, string | number> = {}): string =>
    (WORDS[locale.value][key.slice(PREFIX.length)] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  function use(next: Locale): void {
    locale.value = next
    changeLocale(next === 'en' ? 'en' : 'zh')
    document.documentElement.lang = next
  }
  use(locale.value)
  /** An instant in the deployment's zone, day and minute. */
  const instant = (epochMs: number, zoneOffsetMinutes: number): string =>
    new Intl.DateTimeFormat(locale.value, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }).format(epochMs + zoneOffsetMinutes * 60_000)
  return { locale, t, use, instant }
}
