import { computed } from 'vue'
import type { StatusDescription, TagDescription } from '../../../../server/protocol/entities.ts'
import { hasTag } from '../../../desk/hasTag.ts'
import { tagsOf } from '../../../desk/tagsOf.ts'
import { formatTime } from '../../../locales/formats.ts'
import { useFormats } from '../../../locales/useFormats.ts'
import { useDeskClockStore } from '../../../stores/desk/deskClockStore.ts'
import { usePlacesStore } from '../../../stores/desk/placesStore.ts'
import { useSessionStore } from '../../../stores/desk/sessionStore.ts'

/** The card's words for statuses, tags, feeds, days and instants, in the reader's language. */
export function useCardWords() {
  const formats = useFormats()
  const { t, te } = formats
  const places = usePlacesStore()
  const session = useSessionStore()
  const clock = useDeskClockStore()
  const pack = computed(() => places.pack)
  const zone = computed(() => session.session?.zoneOffsetMinutes ?? 0)

  const statusOf = (code: number | null): StatusDescription | null => (code === null ? null : pack.value?.statuses[code] ?? null)
  const tags = (word: number): TagDescription[] => tagsOf(word, pack.value?.tags ?? [])
  const isTagged = (word: number, key: string): boolean => hasTag(word, key, pack.value?.tags ?? [])
  const feedName = (feed: string): string => (te(`card.feed.${feed}`) ? t(`card.feed.${feed}`) : feed)
  /** Words of a value that has a key of its own; whatever else stands there is shown as it is. */
  const known = (group: 'state' | 'relation' | 'transport' | 'tenure' | 'paper' | 'field', value: string): string => (te(`card.${group}.${value}`) ? t(`card.${group}.${value}`) : value)
  const year = computed(() => clock.today(zone.value).slice(0, 4))
  /** `2 月 15 日`, `15 Feb`, with the year if it is another: in a sentence the weekday, which the format puts last in Chinese and first in English, is noise. */
  const day = (text: string): string => {
    const parts = formats.day(text).split(' ')
    const words = (formats.locale.value === 'zh-CN' ? parts.slice(0, -1) : parts.slice(1)).join(' ')
    return words === '' || text.startsWith(year.value) ? words : t('card.dayOfYear', { year: text.slice(0, 4), day: words })
  }
  /** Day and time of an instant, in the deployment's zone. */
  const instant = (epochMs: number): string => {
    const local = new Date(epochMs + zone.value * 60_000).toISOString().slice(0, 10)
    return t('card.instant', { day: day(local), time: formatTime(epochMs, zone.value, false) })
  }
  return { ...formats, day, weekday: formats.day, pack, statusOf, tags, isTagged, feedName, known, instant }
}
