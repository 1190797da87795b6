import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { SearchHit } from '../../../server/protocol/desk.ts'
import { searchDesk } from '../../link/desk/deskApi.ts'

/** What is typed while another text is asked for waits so long for more; longer would be taken from the 100 ms that an answer has. */
const PAUSE_MS = 20
/** The server finds nothing for less. */
const SHORTEST_TEXT = 2

export type SearchState = 'idle' | 'asking' | 'answered' | 'failed'

/** What was typed into the search box and what the server found for it. Only the newest question's answer is shown. */
export const useSearchStore = defineStore('desk-search', () => {
  const hits = shallowRef<readonly SearchHit[]>([])
  const state = shallowRef<SearchState>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    asking?.abort()
    asking = null
  }

  /** Asks at once, or a pause after the last letter when this one overtakes another question, which is aborted. What was found for earlier letters stays until the answer is there. */
  function ask(text: string): void {
    const overtakes = timer !== undefined || asking !== null
    stop()
    if ([...text.trim()].length < SHORTEST_TEXT) return forget()
    state.value = 'asking'
    if (overtakes) timer = setTimeout(() => void send(text), PAUSE_MS)
    else void send(text)
  }

  async function send(text: string): Promise<void> {
    timer = undefined
    const ours = new AbortController()
    asking = ours
    try {
      const answer = await searchDesk(text, undefined, ours.signal)
      // An answer that had left before it was stopped.
      if (asking !== ours) return
      hits.value = answer.hits
      state.value = 'answered'
    } catch {
      if (asking !== ours) return
      hits.value = []
      state.value = 'failed'
    }
    asking = null
  }

  /** Has the server make ready what it searches, before the first letter. */
  function prepare(): void {
    searchDesk('').catch(() => undefined)
  }

  function forget(): void {
    stop()
    hits.value = []
    state.value = 'idle'
  }

  return { hits, state, ask, prepare, forget }
})
