import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type GateDay, gateLookup, type GatePassReport } from '../../../../server/protocol/gate.ts'
import { useSessionStore } from '../../../../web/stores/desk/sessionStore.ts'
import { useGateStore } from '../../../../web/stores/school/gateStore.ts'
import { createNetwork, createSession } from '../desk/createNetwork.ts'

/** By the server; the tablet's own clock is three hours ahead. */
const MORNING = Date.parse('2020-04-13T07:10:00+08:00')
const TABLET_AHEAD_MS = 3 * 3_600_000
const DAY: GateDay = {
  campus: { id: 'c0', name: '测试小学' }, day: '2020-04-13', isSchoolDay: true, version: 'run.18365.1', now: MORNING, salt: 'salt', feverTenths: { forehead: 373, armpit: 373, thermal: 373 },
  counts: { in: 0, out: 0, unmeasured: 0, stopped: 0 }, passes: [], silent: [],
  pupils: ['1', '2'].map((number, i) => ({ id: `s${i}`, class: '一(1)班', name: '学**', tail: number, lookups: [gateLookup('salt', number)], decision: i === 0 ? 'allowed' as const : 'stopped' as const, reason: i === 0 ? null : 'no-report' as const, until: null, presence: null })),
}
const NEWS = { version: 'run.18365.2', day: DAY.day, now: MORNING, counts: DAY.counts, passes: [], pupils: [], silent: [] }

let network: ReturnType<typeof createNetwork>
beforeEach(() => {
  network = createNetwork()
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: MORNING + TABLET_AHEAD_MS })
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))
async function openGate() {
  const signing = useSessionStore().signIn('zhou', 'secret')
  await network.questions.shift()!.answer(createSession({ today: DAY.day }, { permissions: ['pupils.read', 'gate.work'], role: 'duty-teacher' }))
  await signing
  const store = useGateStore()
  const opening = store.open('c0')
  await network.questions.shift()!.answer(DAY)
  await opening
  return store
}
const passesOf = (question: { body: unknown }): GatePassReport[] => (question.body as { passes: GatePassReport[] }).passes

describe('gateStore', () => {
  it('says when by the server’s clock, whatever the tablet believes', async () => {
    const store = await openGate()
    store.enter('1', 'in', null, 'forehead')
    expect(passesOf(network.questions[0])[0]).toMatchObject({ student: 's0', at: MORNING, decision: 'allowed' })
  })

  it('a pass whose answer was lost goes again under its own number; another tab or day of the tablet finds it on the shelf', async () => {
    const store = await openGate()
    store.enter('2', 'in', null, 'forehead')
    const [{ id }] = passesOf(network.questions[0])
    await network.questions.shift()!.fail()
    expect([store.offlineSince, store.waiting.length, store.counts.stopped]).toEqual([MORNING, 1, 1])
    setActivePinia(createPinia())
    const again = await openGate()
    expect(again.waiting.map((pass) => pass.id)).toEqual([id])
    expect(again.counts.stopped).toBe(1)
    void again.refresh()
    await settled()
    expect(passesOf(network.questions[0]).map((pass) => pass.id)).toEqual([id])
    await network.questions.shift()!.answer({ accepted: 0, duplicates: 1, problems: [], rev: 9 })
    await network.questions.shift()!.answer(NEWS)
    expect([again.waiting, again.offlineSince, [...network.storage.keys()].some((key) => key.startsWith('liuse.gate.pass.'))]).toEqual([[], null, false])
  })

  it('what the server refuses as a whole stands in nobody’s way: it is said, the list goes on, and the pass stays on the shelf', async () => {
    const store = await openGate()
    store.enter('1', 'in', null, 'forehead')
    await network.questions.shift()!.answer({ code: 'unknown-school', reason: '没有这所学校' }, 404)
    await settled()
    expect(store.refused.map(({ reason }) => reason)).toEqual(['没有这所学校'])
    expect(network.questions.map(({ path }) => path)).toEqual([expect.stringContaining('/gate/news?')])
    await network.questions.shift()!.answer({ ...NEWS, pupils: [{ id: 's1', decision: 'allowed', reason: null, until: null, presence: null }] })
    expect([store.waiting, store.pupils.get('s1')?.decision, store.failure]).toEqual([[], 'allowed', null])
    expect([...network.storage.keys()].filter((key) => key.startsWith('liuse.gate.pass.'))).toHaveLength(1)
  })

  it('news do not undo what waits', async () => {
    const store = await openGate()
    store.enter('1', 'in', null, 'forehead')
    await network.questions.shift()!.fail()
    store.enter('2', 'out', null, 'forehead')
    expect(store.counts).toEqual({ in: 1, out: 1, unmeasured: 1, stopped: 0 })
    await network.questions.shift()!.answer({ accepted: 2, duplicates: 0, problems: [], rev: 9 })
    await network.questions.shift()!.answer({ ...NEWS, pupils: [{ id: 's0', decision: 'allowed', reason: null, until: null, presence: { ...store.pupils.get('s0')!.presence! } }] })
    expect(store.counts).toEqual({ in: 1, out: 1, unmeasured: 1, stopped: 0 })
  })
})
