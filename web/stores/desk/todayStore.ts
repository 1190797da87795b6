import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { TodayView } from '../../../server/protocol/desk.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchToday } from '../../link/desk/deskApi.ts'

/** What is to be done today. Read again after changes, but never so often that a list jumps under somebody's finger. */
export const useTodayStore = defineStore('desk-today', () => {
  const today = shallowRef<TodayView | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  const asking = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  const left = computed(() => today.value?.lists.reduce((sum, list) => sum + (list.total - list.done), 0) ?? 0)

  async function load(): Promise<void> {
    if (asking.value) return
    asking.value = true
    try {
      today.value = await fetchToday()
      failure.value = null
    } catch (error) {
      failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
    } finally {
      asking.value = false
    }
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
    today.value = null
    failure.value = null
  }
  return { today, failure, left, load, refreshSoon, forget }
})

const REFRESH_AFTER_MS = 5_000
