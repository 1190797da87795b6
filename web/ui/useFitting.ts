import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, ref, type Ref, watch } from 'vue'

/**
 * How much a column is to leave out so that its content is no higher than the column: 0 is nothing, `most` all that it can
 * spare. Long words of another language, a pack with more statuses or a school with many classes must never push the last
 * row off the screen. Measured anew, from loose, when the column's size or one of `causes` changes; not with every number,
 * since numbers keep their height.
 */
export function useFitting(column: Ref<HTMLElement | null>, causes: () => unknown, most = 1): Ref<number> {
  const left = ref(0)
  let measuring = 0
  async function measure(): Promise<void> {
    const mine = ++measuring
    for (left.value = 0; ; left.value++) {
      await nextTick()
      const element = column.value
      if (mine !== measuring || !element || left.value === most || element.scrollHeight <= element.clientHeight + 1) return
    }
  }
  useResizeObserver(column, measure)
  watch(causes, measure, { flush: 'post' })
  onMounted(measure)
  return left
}
