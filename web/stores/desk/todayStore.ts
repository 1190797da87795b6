import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { TodayView } from '../../../server/protocol/desk.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchToday } from '../../link/desk/deskApi.ts'

/** What is to be done today. Read again after changes, but never so often that a list jumps under somebody's finger. */
export const useTodayStore = defineStore('desk-today', () => {
  const today = shallowRef<TodayView | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  /** Committee whose lists are asked for; null: everything within the scope. */
  const place = ref<string | null>(null)
  let asking: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const left = computed(() => today.value?.lists.reduce((sum, list) => sum + (list.total - list.done), 0) ?? 0)

  async function load(): Promise<void> {
    if (asking !== null) return
    const ours = new AbortController()
    asking = ours
    try {
      const answer = await fetchToday(place.value ?? undefined, ours.signal)
      if (ours.signal.aborted) return
      today.value = answer
      failure.value = null
    } catch (error) {
      if (!ours.signal.aborted) failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
    } finally {
      if (asking === ours) asking = null
    }
  }
  /** Until the answer comes the lists of before stay; a place that is none of ours any more is left. */
  async function choosePlace(id: string | null): Promise<void> {
    place.value = id
    asking?.abort()
    asking = null
    await load()
    if (failure.value?.status === 404 && place.value === id && id !== null) await choosePlace(null)
  }
  function refreshSoon(): void {
    if (today.value === null || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      void load()
    }, REFRESH_AFTER_MS)
  }
  function forget(): void {
    clearTimeout(timer)
    timer = undefined
    asking?.abort()
    asking = null
    place.value = null
    today.value = null
    failure.value = null
  }
  return { today, failure, place, left, load, choosePlace, refreshSoon, forget }
})

const REFRESH_AFTER_MS = 5_000
