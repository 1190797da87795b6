import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSessionStore } from '../../../../web/stores/desk/sessionStore.ts'
import { useUnsentStore } from '../../../../web/stores/desk/unsentStore.ts'
import { createNetwork, createSession } from './createNetwork.ts'

let network: ReturnType<typeof createNetwork>
/** What the browser tells other tabs when one has written. */
let tellTabs: (key: string | null) => void
beforeEach(() => {
  network = createNetwork()
  const listeners: ((event: { key: string | null }) => void)[] = []
  vi.stubGlobal('window', { addEventListener: (name: string, listener: (event: { key: string | null }) => void) => { if (name === 'storage') listeners.push(listener) } })
  tellTabs = (key) => { for (const listener of listeners) listener({ key }) }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
function openTab(account = 'a1') {
  setActivePinia(createPinia())
  const store = useUnsentStore()
  store.startFor(account)
  return store
}
const call = (id: string) => ({ kind: 'call' as const, id, unit: `u-${id}`, outcome: 'reached' as const })
const idsOf = (question: { body: unknown }): string[] => (question.body as { reports: { id: string }[] }).reports.map(({ id }) => id)
const answered = (accepted: number) => ({ accepted, rev: 9, problems: [] })

describe('two tabs of one officer', () => {
  it('write beside each other, not over each other', () => {
    const [first, second] = [openTab(), openTab()]
    first.keep([call('r1')], null)
    second.keep([call('r2')], null)
    first.keep([call('r3')], null)
    expect(openTab().waiting.map(({ report }) => report.id).sort()).toEqual(['r1', 'r2', 'r3'])
  })

  it('each sees what the other keeps, and what it has sent is gone in both', async () => {
    const [first, second] = [openTab(), openTab()]
    first.keep([call('r1')], null)
    tellTabs('liuse.desk.unsent.a1/r1')
    expect(second.toSend).toHaveLength(1)
    void second.sendAll()
    await network.questions.shift()!.answer(answered(1))
    tellTabs('liuse.desk.unsent.a1/r1')
    expect([first.waiting, second.waiting, network.storage.size]).toEqual([[], [], 0])
  })

  it('one that was sent elsewhere meanwhile is not sent again', async () => {
    const [first, second] = [openTab(), openTab()]
    first.keep([call('r1'), call('r2')], null)
    void second.startFor('a1')
    await network.questions.shift()!.answer(answered(2))
    void first.sendAll()
    expect([network.questions, first.waiting]).toEqual([[], []])
  })
})

describe('another officer at the same device', () => {
  it('hears how many wait, and nothing of what they say; nothing is sent in the other\'s name', () => {
    const mine = openTab('a1')
    mine.keep([call('r1'), call('r2')], null)
    const other = openTab('a2')
    expect([other.others, other.waiting, network.questions]).toEqual([2, [], []])
    expect(openTab('a1').others).toBe(0)
    expect(network.questions.map(({ headers }) => headers['x-liuse-account'])).toEqual(['a1'])
  })

  it('who has signed in in another tab is nobody in whose name this tab sends: it asks for its own officer again', async () => {
    setActivePinia(createPinia())
    const session = useSessionStore()
    const signing = session.signIn('li', 'secret')
    await network.questions.shift()!.answer(createSession())
    await signing
    const store = useUnsentStore()
    store.startFor('a1')
    store.keep([call('r1')], null)
    void store.sendAll()
    expect(network.questions[0].headers['x-liuse-account']).toBe('a1')
    await network.questions.shift()!.answer({ code: 'other-account', reason: '' }, 401)
    expect([session.state, store.toSend.length]).toEqual(['expired', 1])
    // Nothing is sent again until somebody has signed in.
    network.questions.length = 0
    await vi.advanceTimersByTimeAsync(120_000)
    expect(network.questions.filter(({ path }) => path.endsWith('/reports'))).toEqual([])
  })

  it('who signs out leaves what waits on the device, and no list of it on the page', () => {
    const store = openTab('a1')
    store.keep([call('r1')], null)
    store.stop()
    expect([store.waiting, store.others, network.storage.size]).toEqual([[], 1, 1])
  })
})

it('releases that waited go one person at a time, like any others', async () => {
  const store = openTab()
  store.keep([call('r1'), ...['r2', 'r3'].map((id) => ({ kind: 'officer' as const, id, unit: 'u1', person: `p${id}`, state: 'returned', returnedOn: '2020-02-01', releasedOn: '2020-02-15' }))], null)
  void store.sendAll()
  for (const ids of [['r1'], ['r2'], ['r3']]) {
    expect(network.questions.map(idsOf)).toEqual([ids])
    await network.questions.shift()!.answer(answered(1))
  }
  expect(store.waiting).toEqual([])
})

it('what waited goes in its order: a certificate behind its release, not before it', async () => {
  const store = openTab()
  store.keep([call('r1'), { kind: 'officer' as const, id: 'r2', unit: 'u1', person: 'p1', state: 'returned', returnedOn: '2020-02-01', releasedOn: '2020-02-15' }, { kind: 'paper' as const, id: 'r3', unit: 'u1', person: 'p1', paper: 'release-certificate' }, call('r4')], null)
  void store.sendAll()
  for (const ids of [['r1'], ['r2'], ['r3', 'r4']]) {
    expect(network.questions.map(idsOf)).toEqual([ids])
    await network.questions.shift()!.answer(answered(ids.length))
  }
  expect(store.waiting).toEqual([])
})

describe('what an earlier build left', () => {
  it('as one list is taken apart; what had words in it is removed, not sent', () => {
    network.storage.set('liuse.desk.unsent.a1', JSON.stringify([call('r1'), { kind: 'officer', id: 'r2', unit: 'u1', state: 'returned', origin: '浙江温州' }]))
    openTab('a1')
    expect([idsOf(network.questions[0]), [...network.storage.keys()]]).toEqual([['r1'], ['liuse.desk.unsent.a1/r1']])
  })
  it('and is no report at all is removed', () => {
    network.storage.set('liuse.desk.unsent.a1/x', '{"id":1}')
    network.storage.set('liuse.desk.unsent.a1/y', '{')
    expect([openTab('a1').waiting, network.storage.size]).toEqual([[], 0])
  })
})
