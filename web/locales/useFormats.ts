import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Locale, Wording } from '../../server/protocol/entities.ts'
import { formatChange, formatCount, formatDay, formatPercent, splitAge } from './formats.ts'

/** The formats in the reader's language, for templates. */
export function useFormats() {
  const { t, te, locale } = useI18n()
  const current = computed(() => locale.value as Locale)
  return {
    t, te, locale: current,
    count: (value: number) => formatCount(value, current.value),
    change: (value: number) => formatChange(value, current.value),
    percent: (share: number) => formatPercent(share, current.value),
    day: (day: string) => formatDay(day, current.value),
    words: (wording: Wording) => wording[current.value],
    age: (ageMs: number, length: 'age' | 'shortAge' = 'age') => {
      const { unit, n } = splitAge(ageMs)
      return t(`${length}.${unit}`, { n })
    },
  }
}
