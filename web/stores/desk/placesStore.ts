import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { PlaceRow, PlacesAnswer } from '../../../server/protocol/desk.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchPlaces } from '../../link/desk/deskApi.ts'

/** Committees, compounds and buildings of the scope, with their counts; and the pack that says what the colours mean. */
export const usePlacesStore = defineStore('desk-places', () => {
  const answer = shallowRef<PlacesAnswer | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  const loading = ref(false)
  let asking: Promise<void> | null = null
  let stale = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const places = computed(() => answer.value?.places ?? [])
  const pack = computed(() => answer.value?.pack ?? null)
  const day = computed(() => answer.value?.day ?? '')
  /** What an officer may mark a unit with by hand. */
  const marks = computed(() => (answer.value?.marks ?? []).flatMap((key) => pack.value?.tags.filter((tag) => tag.key === key) ?? []))
  const byId = computed(() => new Map(places.value.map((place) => [place.id, place])))
  /** Buildings with homes, and those that are no more, by the place that they stand in, in the order in which people count them. A school's have none. */
  const buildingsOf = computed(() => {
    const groups = new Map<string, PlaceRow[]>()
    for (const place of places.value) {
      if (place.kind !== 'building' || (place.units === 0 && !place.takenDown)) continue
      const key = place.parent ?? ''
      const group = groups.get(key)
      if (group) group.push(place)
      else groups.set(key, [place])
    }
    for (const group of groups.values()) group.sort((a, b) => collator.compare(a.name, b.name))
    return groups
  })
  /** Places that have buildings right below them, with what lies above them, in the order of the registers. */
  const groups = computed(() => {
    const order = new Map(places.value.map(({ id }, index) => [id, index]))
    return [...buildingsOf.value.keys()].sort((a, b) => (order.get(a) ?? -1) - (order.get(b) ?? -1))
      .map((id) => ({ id, place: byId.value.get(id) ?? null, above: byId.value.get(byId.value.get(id)?.parent ?? '') ?? null }))
  })

  /** Reads the list; what comes in meanwhile makes it be read once more. */
  async function load(): Promise<void> {
    if (asking !== null) {
      stale = true
      return asking
    }
    asking = (async () => {
      loading.value = true
      try {
        do {
          stale = false
          answer.value = await fetchPlaces()
        } while (stale)
        failure.value = null
      } catch (error) {
        failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      } finally {
        loading.value = false
        asking = null
      }
    })()
    return asking
  }

  /** Units changed somewhere: the counts are read again soon, however many changes come. */
  function refreshSoon(afterMs = REFRESH_AFTER_MS): void {
    if (answer.value === null || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      void load()
    }, afterMs)
  }
  function forget(): void {
    clearTimeout(timer)
    timer = undefined
    answer.value = null
    failure.value = null
  }
  return { answer, places, pack, day, marks, byId, buildingsOf, groups, failure, loading, load, refreshSoon, forget }
})

/** A street's list is some 100 kB; on a busy morning changes come every second. */
const REFRESH_AFTER_MS = 4_000
const collator = new Intl.Collator('zh-CN', { numeric: true })
