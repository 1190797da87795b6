import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { type CellFilter, isFiltering, NO_FILTER } from '../../desk/filterCells.ts'

/** What stands out in the elevation. It stays from one building to the next: whoever looks for red goes on looking for red. */
export const useFilterStore = defineStore('desk-filter', () => {
  const filter = shallowRef<CellFilter>(NO_FILTER)
  const active = computed(() => isFiltering(filter.value))

  function set(change: Partial<CellFilter>): void {
    filter.value = { ...filter.value, ...change }
  }
  function toggleStatus(status: number): void {
    const { statuses } = filter.value
    set({ statuses: statuses.includes(status) ? statuses.filter((each) => each !== status) : [...statuses, status] })
  }
  function clear(): void {
    filter.value = NO_FILTER
  }
  return { filter, active, set, toggleStatus, clear }
})
