import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSearchStore } from '../../../../web/stores/desk/searchStore.ts'

/** The network, as a browser would give it: each question waits until the test answers it. */
interface Question { text: string; signal: AbortSignal; answer(hits: { id: string }[]): void; fail(): void }
let questions: Question[]

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  questions = []
  vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } })
  vi.stubGlobal('fetch', (_: string, options: { body: string; signal: AbortSignal }) => new Promise((resolve, reject) => {
    const { text } = JSON.parse(options.body) as { text: string }
    questions.push({ text, signal: options.signal, answer: (hits) => resolve(new Response(JSON.stringify({ hits }))), fail: () => reject(new TypeError('network')) })
  }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(200)

describe('searchStore', () => {
  it('asks at once when nothing is being asked', () => {
    useSearchStore().ask('wang')
    expect(questions.map(({ text }) => text)).toEqual(['wang'])
  })

  it('asks the first and the last of letters typed in one go', async () => {
    const store = useSearchStore()
    for (const text of ['wa', 'wan', 'wang']) store.ask(text)
    await settle()
    expect(questions.map(({ text, signal }) => [text, signal.aborted])).toEqual([['wa', true], ['wang', false]])
    questions[1].answer([{ id: 'p1' }])
    await settle()
    expect([store.state, store.hits.map(({ id }) => id)]).toEqual(['answered', ['p1']])
  })

  it('asks so soon that most of 100 ms is left for the answer, and gives up what the next letter has overtaken', async () => {
    const store = useSearchStore()
    store.ask('wang')
    store.ask('wangx')
    expect(questions[0].signal.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(25)
    expect(questions.map(({ text, signal }) => [text, signal.aborted])).toEqual([['wang', true], ['wangx', false]])
  })

  it('shows the answer of the newest question only, in whatever order they come', async () => {
    const store = useSearchStore()
    store.ask('wang')
    await settle()
    store.ask('wangx')
    await settle()
    questions[1].answer([{ id: 'new' }])
    await settle()
    questions[0].answer([{ id: 'old' }])
    await settle()
    expect(store.hits.map(({ id }) => id)).toEqual(['new'])
  })

  it('an emptied box has nothing to show, also when an answer is still on its way', async () => {
    const store = useSearchStore()
    store.ask('wang')
    await settle()
    store.ask('w')
    questions[0].answer([{ id: 'p1' }])
    await settle()
    expect([store.state, store.hits]).toEqual(['idle', []])
  })

  it('says when there was no answer, and takes what was shown before away', async () => {
    const store = useSearchStore()
    store.ask('wang')
    await settle()
    questions[0].answer([{ id: 'p1' }])
    await settle()
    store.ask('wangx')
    await settle()
    questions[1].fail()
    await settle()
    expect([store.state, store.hits]).toEqual(['failed', []])
  })
})
