import { watch } from 'vue'
import { useLinkStore } from '../linkStore.ts'
import { useBuildingStore } from './buildingStore.ts'
import { useCardStore } from './cardStore.ts'
import { useSessionStore } from './sessionStore.ts'
import { useTodayStore } from './todayStore.ts'

/** News of units from the link go to whatever of the desk shows them. Call in a component's setup. */
export function followLink(): void {
  const link = useLinkStore()
  const session = useSessionStore()
  const building = useBuildingStore()
  const card = useCardStore()
  const today = useTodayStore()
  // At once: of two news in one turn the first must not be lost under the second.
  watch(() => link.deskNews, (news) => {
    if (news === null || session.state !== 'signed-in') return
    building.applyUnits(news)
    card.hear(news.units)
    today.refreshSoon()
  }, { flush: 'sync' })
}
