import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { HandOverView } from '../../../server/protocol/deskReport.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { closeHandOverNote, fetchHandOver, postHandOverNote } from '../../link/desk/reportApi.ts'

/** What one shift passes on to the next. */
export const useHandOverStore = defineStore('desk-hand-over', () => {
  const view = shallowRef<HandOverView | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  const busy = ref(false)

  let beginning = 0

  /** False when it was not done; what is shown stays. An answer that comes after everything was forgotten belongs to somebody else. */
  async function ask(work: () => Promise<HandOverView>): Promise<boolean> {
    const ours = beginning
    busy.value = true
    failure.value = null
    try {
      const answer = await work()
      if (ours !== beginning) return false
      view.value = answer
      return true
    } catch (error) {
      if (ours === beginning) failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      return false
    } finally {
      if (ours === beginning) busy.value = false
    }
  }
  const load = (): Promise<boolean> => ask(fetchHandOver)
  const note = (place: string, text: string): Promise<boolean> => ask(() => postHandOverNote(place, text))
  const closeNote = (id: number): Promise<boolean> => ask(() => closeHandOverNote(id))
  function forget(): void {
    beginning++
    busy.value = false
    view.value = failure.value = null
  }
  return { view, failure, busy, load, note, closeNote, forget }
})
