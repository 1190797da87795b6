import { watch } from 'vue'
import { useLinkStore } from '../linkStore.ts'
import { useBuildingStore } from './buildingStore.ts'
import { useCardStore } from './cardStore.ts'
import { useSessionStore } from './sessionStore.ts'
import { useTodayStore } from './todayStore.ts'

/** Joins the desk's stores to the link: news of units go to whatever shows them, and the socket is opened anew when somebody else is there. Call in a component's setup. */
export function followLink(): void {
  const link = useLinkStore()
  const session = useSessionStore()
  const building = useBuildingStore()
  const card = useCardStore()
  const today = useTodayStore()
  watch(() => link.deskNews, (news) => {
    if (news === null || session.state !== 'signed-in') return
    building.applyUnits(news)
    card.hear(news.units)
    today.refreshSoon()
  })
  watch(() => [session.state === 'signed-in', session.beginnings] as const, ([inside, beginnings], [wasInside, before]) => {
    if (inside !== wasInside || beginnings !== before) link.renew()
  })
}
