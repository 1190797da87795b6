import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { HandOverView } from '../../../server/protocol/deskReport.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchHandOver, postHandOverNote } from '../../link/desk/reportApi.ts'

/** What one shift passes on to the next. */
export const useHandOverStore = defineStore('desk-hand-over', () => {
  const view = shallowRef<HandOverView | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  const busy = ref(false)

  /** False when it was not done; what is shown stays. */
  async function ask(work: () => Promise<HandOverView>): Promise<boolean> {
    busy.value = true
    failure.value = null
    try {
      view.value = await work()
      return true
    } catch (error) {
      failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      return false
    } finally {
      busy.value = false
    }
  }
  const load = (): Promise<boolean> => ask(fetchHandOver)
  const note = (place: string, text: string): Promise<boolean> => ask(() => postHandOverNote(place, text))
  function forget(): void {
    view.value = failure.value = null
  }
  return { view, failure, busy, load, note, forget }
})
