import type { AlertView } from '../../../../server/protocol/school.ts'
import { formatTime } from '../../../locales/formats.ts'
import { useFormats } from '../../../locales/useFormats.ts'
import { useAlertStore } from '../../../stores/school/alertStore.ts'
import { useSessionStore } from '../../../stores/desk/sessionStore.ts'

/** Words of alerts in the reader's language: times in the deployment's zone, places, states. */
export function useAlertWords() {
  const formats = useFormats()
  const { t, words, day } = formats
  const session = useSessionStore()
  const store = useAlertStore()
  const zone = (): number => session.session?.zoneOffsetMinutes ?? 0
  const localDay = (at: number): string => new Date(at + zone() * 60_000).toISOString().slice(0, 10)
  return {
    ...formats,
    time: (at: number): string => formatTime(at, zone(), false),
    /** With its day. */
    instant: (at: number): string => `${day(localDay(at))} ${formatTime(at, zone(), false)}`,
    /** The campus is said only where there are several. */
    place: ({ campus, class: className }: AlertView): string => [(store.page?.campuses.length ?? 0) > 1 || className === '' ? campus.name : '', className].filter((text) => text !== '').join(' '),
    stateWord: ({ state, verdict, isStanding }: AlertView): string => (isStanding && (state === 'acknowledged' || verdict === 'true') && state !== 'closed' ? t('alerts.standing') : state === 'verified' && verdict ? t(`alerts.verdicts.${verdict}`) : t(`alerts.states.${state}`)),
    /** Whose turn it is. */
    levelWord: ({ level }: AlertView): string => {
      const levels = store.page?.levels ?? []
      const found = levels[Math.min(level, levels.length - 1)]
      return found ? words(found.name) : ''
    },
  }
}
