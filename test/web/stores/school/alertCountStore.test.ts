import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useLinkStore } from '../../../../web/stores/linkStore.ts'
import { useSessionStore } from '../../../../web/stores/desk/sessionStore.ts'
import { useAlertCountStore } from '../../../../web/stores/school/alertCountStore.ts'
import { createNetwork, createSession } from '../desk/createNetwork.ts'

const of = (campus: string, todo: number, overdue = 0) => ({ campus, open: todo, todo, overdue })
let network: ReturnType<typeof createNetwork>
beforeEach(() => {
  network = createNetwork()
  setActivePinia(createPinia())
})
afterEach(() => { vi.unstubAllGlobals() })
async function signIn(permissions: string[]) {
  const store = useAlertCountStore()
  const signing = useSessionStore().signIn('zhou', 'secret')
  await network.questions.shift()!.answer(createSession({}, { permissions }))
  await signing
  await nextTick()
  return store
}

describe('how many alerts are left to do', () => {
  it('is asked once, then told campus by campus; what is told while the answer is on its way is not undone by it', async () => {
    const store = await signIn(['alerts.work'])
    const link = useLinkStore()
    await network.questions.shift()!.answer({ rev: 5, campuses: [of('c0', 3, 1), of('c1', 2)] })
    expect([store.todo, store.overdue]).toEqual([5, 1])
    link.schoolNews = { rev: 6, campuses: [of('c0', 0)] }
    expect([store.todo, store.overdue]).toEqual([2, 0])
    // Time alone makes overdue: the same revision.
    link.schoolNews = { rev: 6, campuses: [of('c1', 2, 2)] }
    expect([store.todo, store.overdue]).toEqual([2, 2])
    // The line was behind: read again. News overtake the answer, so it is asked once more.
    link.schoolNews = { rev: 7, campuses: null }
    link.schoolNews = { rev: 9, campuses: [of('c0', 7)] }
    await network.questions.shift()!.answer({ rev: 8, campuses: [of('c0', 1)] })
    expect(store.todo).toBe(9)
    await network.questions.shift()!.answer({ rev: 9, campuses: [of('c0', 7)] })
    expect([store.todo, network.questions]).toEqual([7, []])
  })

  it('is nobody’s who works on none, and the next one’s own', async () => {
    const store = await signIn(['units.read'])
    useLinkStore().schoolNews = { rev: 6, campuses: null }
    expect([store.todo, network.questions]).toEqual([0, []])
  })
})
