import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { outlineOf, type WalkOutline } from '../../desk/walkOutline.ts'
import { useBuildingStore } from './buildingStore.ts'
import { outlineShelf } from './outlineShelf.ts'
import { usePlacesStore } from './placesStore.ts'
import { useSessionStore } from './sessionStore.ts'

/** News come every second on a busy morning; what is kept may be a little behind, ms. */
const KEEP_AFTER_MS = 3_000

/** Outlines of opened buildings: the one on the screen as it is now, the others as they were when they were open. */
export const useOutlineStore = defineStore('desk-outlines', () => {
  const session = useSessionStore()
  const buildings = useBuildingStore()
  const places = usePlacesStore()
  /** Grows when the shelf has changed: the browser's storage tells nobody in its own tab. */
  const changes = shallowRef(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let keptId: string | null = null

  const live = computed<WalkOutline | null>(() => (buildings.building && places.pack ? outlineOf(buildings.building, places.pack) : null))
  const kept = computed<WalkOutline[]>(() => (changes.value >= 0 && session.walker ? outlineShelf.list(session.walker.account) : []))

  /** As it is now, else as it was when it was last open here; null when it never was. */
  function outlineFor(building: string): WalkOutline | null {
    if (live.value?.id === building) return live.value
    return changes.value >= 0 && session.walker ? outlineShelf.read(session.walker.account, building) : null
  }

  /** Call when the open building has changed: an officer who may report finds it again without a line. */
  function keepSoon(): void {
    if (live.value === null || !session.may('units.report')) return
    if (live.value.id !== keptId) return keepNow()
    timer ??= setTimeout(keepNow, KEEP_AFTER_MS)
  }
  function keepNow(): void {
    clearTimeout(timer)
    timer = undefined
    if (live.value === null || session.state !== 'signed-in' || !session.walker) return
    keptId = live.value.id
    outlineShelf.put(session.walker.account, live.value)
    changes.value++
  }
  /** It is gone, or outside the scope by now. */
  function forget(building: string): void {
    if (session.walker) outlineShelf.remove(session.walker.account, building)
    changes.value++
  }
  return { live, kept, outlineFor, keepSoon, forget }
})
