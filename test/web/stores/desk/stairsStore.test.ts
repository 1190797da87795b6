import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useLinkStore } from '../../../../web/stores/linkStore.ts'
import { useSessionStore } from '../../../../web/stores/desk/sessionStore.ts'
import { useStairsStore } from '../../../../web/stores/desk/stairsStore.ts'
import { createNetwork, createSession } from './createNetwork.ts'

/** 20:00 on 15 February 2020 in Shanghai. */
const EVENING = Date.parse('2020-02-15T20:00:00+08:00')
const HOUR_MS = 3_600_000

let network: ReturnType<typeof createNetwork>
beforeEach(() => {
  network = createNetwork()
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: EVENING })
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
async function createWalk(building = 'b1', session = createSession()) {
  const signing = useSessionStore().signIn('li', 'secret')
  await network.questions.shift()!.answer(session)
  await signing
  useLinkStore().hear(Date.now())
  const store = useStairsStore()
  store.start(building)
  return store
}
/** The tab is closed and opened again. */
function reopen(): void {
  setActivePinia(createPinia())
  network.questions.length = 0
}
const reportsOf = (question: { body: unknown }) => (question.body as { reports: { unit: string; id: string; seen?: number; at?: number }[] }).reports

describe('stairsStore', () => {
  it('without a line an answer waits, and is sent with its own id later; in the browser lie ids only', async () => {
    const store = await createWalk()
    expect(store.answer('u101', 'at-home', 3, '12号 101')).toBe(true)
    const [first] = reportsOf(network.questions[0])
    expect(first).toMatchObject({ unit: 'u101', found: 'at-home', seen: 3 })
    await network.questions.shift()!.fail()
    expect([[...store.waiting], store.visits.get('u101')?.answer]).toEqual([['u101'], 'at-home'])
    expect(JSON.stringify([...network.storage])).not.toMatch(/12号|李居委/)
    store.answer('u102', 'nobody', 4, '12号 102')
    const [again, second] = reportsOf(network.questions[0])
    expect([again.id, second.unit]).toEqual([first.id, 'u102'])
    await network.questions.shift()!.answer({ accepted: 2, rev: 5, problems: [] })
    expect([store.waiting.size, store.visits.size]).toEqual([0, 2])
  })

  it('one that somebody else was faster than is kept for a decision, not lost; the walker looks and sends it, or drops it', async () => {
    const store = await createWalk()
    store.answer('u101', 'vacant', 3, '')
    const changed = { accepted: 0, rev: 5, problems: [{ index: 0, field: 'seen', code: 'changed-meanwhile', reason: '有新的记录' }] }
    await network.questions.shift()!.answer(changed)
    expect([store.refusals.get('u101'), store.visits.get('u101')?.answer]).toMatchObject([{ code: 'changed-meanwhile', reason: '有新的记录' }, 'vacant'])
    void store.sendAnyway('u101')
    expect(reportsOf(network.questions[0])[0]).not.toHaveProperty('seen')
    await network.questions.shift()!.answer(changed)
    store.drop('u101')
    expect([store.refusals.size, store.visits.size, [...network.storage.keys()].filter((key) => key.includes('unsent'))]).toEqual([0, 0, []])
  })

  it('who taps again before the first was sent has corrected it', async () => {
    const store = await createWalk()
    store.answer('u101', 'at-home', 3, '')
    await network.questions.shift()!.fail()
    store.answer('u101', 'vacant', 3, '')
    expect(reportsOf(network.questions[0]).map((report) => 'state' in report)).toEqual([true])
  })

  it('two walks do not mix: each building has its own, for one day', async () => {
    const store = await createWalk('b1')
    store.answer('u101', 'moved', 3, '')
    store.start('b2')
    expect(store.visits.size).toBe(0)
    store.answer('u201', 'nobody', 3, '')
    reopen()
    expect([...(await createWalk('b1')).visits.keys()]).toEqual(['u101'])
    reopen()
    expect([...(await createWalk('b2')).visits.keys()]).toEqual(['u201'])
    reopen()
    vi.setSystemTime(EVENING + 5 * HOUR_MS)
    expect([(await createWalk('b1')).visits.size, [...network.storage.keys()].filter((key) => key.includes('.stairs.'))]).toEqual([0, []])
  })

  it('the instant of the tap goes along, by the server\'s clock as it was known at the last contact', async () => {
    // This phone is two hours behind.
    vi.setSystemTime(EVENING - 2 * HOUR_MS)
    const store = await createWalk()
    useLinkStore().hear(EVENING)
    vi.setSystemTime(EVENING + HOUR_MS)
    store.answer('u101', 'nobody', 3, '')
    expect(reportsOf(network.questions[0])[0].at).toBe(EVENING + 3 * HOUR_MS)
    await network.questions.shift()!.fail()
    // Sent after midnight, and after the page was opened again: still the instant of the tap.
    reopen()
    vi.setSystemTime(EVENING + 9 * HOUR_MS)
    await createWalk()
    expect(reportsOf(network.questions[0])[0].at).toBe(EVENING + 3 * HOUR_MS)
  })

  it('without a line whoever was signed in here last walks on, after a reload too; when it is back the same walk goes on', async () => {
    await createWalk()
    reopen()
    const session = useSessionStore()
    const asking = session.load()
    await network.questions.shift()!.fail()
    await asking
    expect([session.state, session.session, session.walker]).toEqual(['offline', null, { account: 'a1', zoneOffsetMinutes: 480 }])
    const store = useStairsStore()
    store.start('b1')
    store.answer('u101', 'nobody', 3, '')
    await network.questions.shift()!.fail()
    const again = session.load()
    await network.questions.shift()!.answer({ signedIn: true })
    await network.questions.shift()!.answer(createSession())
    await again
    expect([session.state, session.beginnings, store.visits.size]).toEqual(['signed-in', 0, 1])
  })

  it('whoever signs out, or is signed out by the server, leaves no building behind to walk', async () => {
    await createWalk()
    network.storage.set('liuse.desk.outline.a1/b1', '{}')
    const leaving = useSessionStore().signOut()
    await network.questions.shift()!.answer(undefined, 204)
    await network.questions.shift()!.answer({ signedIn: false })
    await leaving
    expect([...network.storage.keys()].filter((key) => /outline|walker/.test(key))).toEqual([])
    reopen()
    const session = useSessionStore()
    const asking = session.load()
    await network.questions.shift()!.fail()
    await asking
    expect([session.state, session.walker]).toEqual(['unknown', null])
  })
})
