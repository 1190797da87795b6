import { type Ref, ref } from 'vue'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'

/** What a page shows of its questions: that one is under way, and why the last was not answered. */
export interface Asking {
  busy: Ref<boolean>
  /** The server's sentence, or '' when no answer came; null: all is well. */
  failure: Ref<string | null>
  /** Puts one question; false when it was not answered. */
  ask(question: () => Promise<void>): Promise<boolean>
}

export function createAsking(): Asking {
  const busy = ref(false)
  const failure = ref<string | null>(null)
  return {
    busy, failure,
    async ask(question) {
      busy.value = true
      failure.value = null
      try {
        await question()
        return true
      } catch (error) {
        if (!(error instanceof DeskRequestError)) throw error
        failure.value = error.reason ?? ''
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
