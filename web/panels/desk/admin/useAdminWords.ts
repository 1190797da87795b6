import { computed } from 'vue'
import type { AccountView, ScopeNode } from '../../../../server/protocol/accounts.ts'
import { formatTime } from '../../../locales/formats.ts'
import { useFormats } from '../../../locales/useFormats.ts'
import { usePlacesStore } from '../../../stores/desk/placesStore.ts'
import { useSessionStore } from '../../../stores/desk/sessionStore.ts'

export type AccountState = 'disabled' | 'locked' | 'new' | 'active'
export const ACCOUNT_STATES: readonly AccountState[] = ['active', 'new', 'locked', 'disabled']

export const stateOf = (account: AccountView): AccountState =>
  account.disabled ? 'disabled' : account.lockedUntil > 0 ? 'locked' : account.mustChangePassword ? 'new' : 'active'

/** What a DeskRequestError says; panels do not know the link. */
export const refusedWith = (error: unknown): { code?: string; problem?: string | null; reason?: string | null } => error as { code?: string }

/** Nodes named in a list before it says how many there are. */
const MOST_NAMES = 3

/** Instants, scopes and refusals in words, for accounts and the audit log. */
export function useAdminWords() {
  const formats = useFormats()
  const { t } = formats
  const session = useSessionStore()
  const places = usePlacesStore()
  const zone = computed(() => session.session?.zoneOffsetMinutes ?? 0)

  /** `YYYY-MM-DD` of an instant in the deployment's zone. */
  const dayOf = (epochMs: number): string => new Date(epochMs + zone.value * 60_000).toISOString().slice(0, 10)
  const timeOf = (epochMs: number, seconds = true): string => formatTime(epochMs, zone.value, seconds)
  /** With the year, in figures: in a column they stand below each other. */
  const instant = (epochMs: number): string => t('admin.instant', { day: dayOf(epochMs), time: timeOf(epochMs, false) })

  /** Buildings are numbers, the same in every compound: they are named with what they stand in. Null outside the reader's scope. */
  const placeName = (id: string): string | null => {
    const place = places.byId.get(id)
    const above = place?.kind === 'building' ? places.byId.get(place.parent ?? '') : undefined
    return place ? (above ? `${above.name} ${place.name}` : place.name) : null
  }
  const nodeName = (node: ScopeNode, tree: 'places' | 'schools'): string =>
    node.id === 'all' ? t(tree === 'places' ? 'admin.scope.allPlaces' : 'admin.scope.allSchools') : node.missing ? t('admin.scope.missing', { name: node.name }) : tree === 'places' ? placeName(node.id) ?? node.name : node.name
  /** Every node's name. */
  const scopeNames = ({ places, schools }: Pick<AccountView, 'places' | 'schools'>): string[] => [...places.map((node) => nodeName(node, 'places')), ...schools.map((node) => nodeName(node, 'schools'))]
  const listed = (names: readonly string[]): string => {
    const shown = names.slice(0, MOST_NAMES).join(t('admin.comma'))
    return names.length > MOST_NAMES ? t('admin.scope.some', { names: shown, n: names.length }) : shown
  }
  /** Why something was not done: the server's own sentence where it gave one. */
  const refusal = (error: unknown): string => {
    const { code, reason } = refusedWith(error)
    return reason ?? t(code === 'network' ? 'admin.noAnswer' : code === 'unavailable' ? 'admin.unavailable' : 'admin.failed')
  }
  return { ...formats, dayOf, timeOf, instant, placeName, nodeName, scopeNames, listed, refusal }
}
