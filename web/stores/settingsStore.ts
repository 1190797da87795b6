import { defineStore } from 'pinia'
import { ref } from 'vue'
import { LOCALES, type Locale } from '../../server/protocol/entities.ts'

const KEY = 'liuse.locale'
const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale)

/** The locale from `?lang=`, else the one chosen before, else Chinese. */
export function initialLocale(search: string, kept: string | null): Locale {
  const asked = new URLSearchParams(search).get('lang')
  if (isLocale(asked)) return asked
  if (asked === 'zh') return 'zh-CN'
  return isLocale(kept) ? kept : 'zh-CN'
}

export const useSettingsStore = defineStore('settings', () => {
  const locale = ref<Locale>(initialLocale(location.search, readKept()))
  function setLocale(next: Locale): void {
    locale.value = next
    try {
      localStorage.setItem(KEY, next)
    } catch {
      // Private mode: it lasts as long as the page.
    }
  }
  return { locale, setLocale }
})

function readKept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
