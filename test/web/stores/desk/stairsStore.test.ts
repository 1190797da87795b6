import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSessionStore } from '../../../../web/stores/desk/sessionStore.ts'
import { useStairsStore } from '../../../../web/stores/desk/stairsStore.ts'
import { createNetwork, createSession } from './createNetwork.ts'

let network: ReturnType<typeof createNetwork>
beforeEach(() => {
  network = createNetwork()
  setActivePinia(createPinia())
})
afterEach(() => { vi.unstubAllGlobals() })
async function createWalk(session = createSession()) {
  const signing = useSessionStore().signIn('li', 'secret')
  await network.questions.shift()!.answer(session)
  await signing
  const store = useStairsStore()
  store.start()
  return store
}
const reportsOf = (question: { body: unknown }) => (question.body as { reports: { unit: string; id: string }[] }).reports

describe('stairsStore', () => {
  it('without a line an answer waits, and is sent with its own id later; in the browser lie ids only', async () => {
    const store = await createWalk()
    expect(store.answer('u101', 'at-home', '12号 101')).toBe(true)
    const [first] = reportsOf(network.questions[0])
    await network.questions.shift()!.fail()
    expect([[...store.waiting], store.visits.get('u101')?.answer]).toEqual([['u101'], 'at-home'])
    expect(JSON.stringify([...network.storage])).not.toMatch(/12号|李居委/)
    store.answer('u102', 'nobody', '12号 102')
    const [again, second] = reportsOf(network.questions[0])
    expect([again.id, second.unit]).toEqual([first.id, 'u102'])
    await network.questions.shift()!.answer({ accepted: 2, rev: 5, problems: [] })
    expect([store.waiting.size, store.visits.size]).toEqual([0, 2])
  })

  it('a refused one is told with its reason, and the door is open again once that was read', async () => {
    const store = await createWalk()
    store.answer('u101', 'vacant', '12号 101')
    await network.questions.shift()!.answer({ accepted: 0, rev: 5, problems: [{ index: 0, field: 'unit', code: 'x', reason: '不行' }] })
    expect(store.refusals.get('u101')?.reason).toBe('不行')
    store.drop('u101')
    expect([store.refusals.size, store.visits.size]).toEqual([0, 0])
  })

  it('the walk goes on after the page was opened again, but not on another day', async () => {
    const store = await createWalk()
    store.answer('u101', 'moved', '')
    setActivePinia(createPinia())
    network.questions.length = 0
    expect((await createWalk()).visits.get('u101')?.answer).toBe('moved')
    setActivePinia(createPinia())
    network.questions.length = 0
    expect((await createWalk(createSession({ today: '2020-02-16' }))).visits.size).toBe(0)
  })
})
