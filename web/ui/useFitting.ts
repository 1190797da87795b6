import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, ref, type Ref, watch } from 'vue'

/**
 * Whether a column's content is higher than the column: then it is to leave out what it can spare. Long words of
 * another language or a pack with more statuses must never push the last row off the screen. Measured anew, from
 * loose, when the column's size or one of `causes` changes; not with every number, since numbers keep their height.
 */
export function useFitting(column: Ref<HTMLElement | null>, causes: () => unknown): Ref<boolean> {
  const tight = ref(false)
  async function measure(): Promise<void> {
    tight.value = false
    await nextTick()
    const element = column.value
    if (element) tight.value = element.scrollHeight > element.clientHeight + 1
  }
  useResizeObserver(column, measure)
  watch(causes, measure, { flush: 'post' })
  onMounted(measure)
  return tight
}
