import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { UnitCard } from '../../../../server/protocol/desk.ts'
import { type NumberedReport, useCardStore } from '../../../../web/stores/desk/cardStore.ts'
import { useUnsentStore } from '../../../../web/stores/desk/unsentStore.ts'
import { createCard, createPerson } from '../../desk/createCard.ts'
import { createNetwork, type Question } from './createNetwork.ts'

let questions: Question[]
let storage: Map<string, string>
beforeEach(() => {
  ({ questions, storage } = createNetwork())
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const REACHED: NumberedReport = { kind: 'call', id: 'r1', unit: 'u1', seen: 7, person: 'p1', outcome: 'reached' }
const NOTE: NumberedReport = { kind: 'note', id: 'r2', unit: 'u1', seen: 7, note: '需代购' }
const answered = { accepted: 1, rev: 9, problems: [] }
async function createOpen(card: UnitCard = createCard()) {
  const store = useCardStore()
  const opened = store.open('u1')
  await questions.shift()!.answer(card)
  await opened
  return store
}

describe('cardStore', () => {
  it('a name in full is there until the card closes, and no longer', async () => {
    const store = await createOpen()
    const showing = store.show('p1')
    await questions.shift()!.answer(createPerson({ name: '张三', phone: '13800001234', shown: true }))
    await showing
    expect(store.people[0]).toMatchObject({ name: '张三', phone: '13800001234', shown: true })
    store.close()
    const again = store.open('u1')
    await questions.shift()!.answer(createCard())
    await again
    expect(store.people[0]).toMatchObject({ name: '张**', shown: false })
  })

  it('a name that comes after the card has closed is not kept', async () => {
    const store = await createOpen()
    const showing = store.show('p1')
    store.close()
    await questions.shift()!.answer(createPerson({ name: '张三', shown: true }))
    await showing
    await Promise.resolve(void store.open('u1'))
    await questions.shift()!.answer(createCard())
    expect(store.people[0].name).toBe('张**')
  })

  it('news of another unit, or of what is known, ask nothing; news behind it are read', async () => {
    const store = await createOpen()
    store.hear([{ id: 'u2', seq: 99 }, { id: 'u1', seq: 7 }])
    expect(questions).toEqual([])
    store.hear([{ id: 'u1', seq: 8 }])
    expect(questions.map(({ path }) => path)).toEqual(['/api/v1/desk/units/u1'])
  })

  it('what is out of the scope by now leaves the screen', async () => {
    const store = await createOpen()
    const reading = store.read()
    await questions.shift()!.answer({ code: 'unknown-place', reason: '' }, 404)
    await reading
    expect([store.card, store.state]).toEqual([null, 'gone'])
  })

  it('a change meanwhile gives what is newer than what the officer had seen', async () => {
    const store = await createOpen()
    const sending = store.send([NOTE], 7)
    await questions.shift()!.answer({ ...answered, accepted: 0, problems: [{ index: 0, field: 'unit', code: 'changed-meanwhile', reason: '' }] })
    const entry = { at: 0, on: '', feed: 'note', author: '', person: null, code: 'note', details: {}, note: null }
    await questions.shift()!.answer(createCard({ seq: 8, timeline: [{ ...entry, seq: 8 }, { ...entry, seq: 7 }] }))
    expect(await sending).toMatchObject({ state: 'changed', since: [{ seq: 8 }] })
  })

  it('what was sent is told when the card has it, also where news had it read once more meanwhile', async () => {
    const store = await createOpen()
    const told: string[] = []
    void store.send([NOTE], 7).then(({ state }) => told.push(`${state} ${store.card!.seq}`))
    await questions.shift()!.answer(answered)
    store.hear([{ id: 'u1', seq: 9 }])
    const [stopped, newer] = questions.splice(0)
    await stopped.fail()
    expect(told).toEqual([])
    await newer.answer(createCard({ seq: 9 }))
    expect(told).toEqual(['sent 9'])
  })

  it('without a line a choice waits, and words are told as not saved', async () => {
    useUnsentStore().startFor('a1')
    const store = await createOpen()
    const [choice, words] = [store.send([REACHED], 7), store.send([NOTE], 7)]
    await questions.shift()!.fail()
    await questions.shift()!.fail()
    expect([await choice, await words]).toEqual([{ state: 'kept' }, { state: 'not-saved', why: 'network', reason: null }])
    expect([...storage.values()].join()).toContain('reached')
    expect([...storage.values()].join()).not.toContain('需代购')
  })

  it('a session that is over keeps nothing and says so', async () => {
    useUnsentStore().startFor('a1')
    const store = await createOpen()
    const sending = store.send([REACHED], 7)
    await questions.shift()!.answer({ code: 'signed-out', reason: '请登录' }, 401)
    expect(await sending).toMatchObject({ state: 'not-saved', why: 'signed-out' })
    expect(storage.size).toBe(0)
  })
})

describe('unsentStore', () => {
  it('what one account left behind is sent by that account and by nobody else', async () => {
    const mine = useUnsentStore()
    mine.startFor('a1')
    expect(mine.keep([REACHED], '12号 302')).toBe(true)
    setActivePinia(createPinia())
    const other = useUnsentStore()
    other.startFor('a2')
    expect([other.waiting, questions]).toEqual([[], []])
    setActivePinia(createPinia())
    const again = useUnsentStore()
    again.startFor('a1')
    expect(questions.map(({ body }) => body)).toEqual([{ reports: [{ ...REACHED, seen: undefined }] }].map((body) => JSON.parse(JSON.stringify(body))))
    await questions.shift()!.answer(answered)
    expect([again.waiting, storage.size]).toEqual([[], 0])
  })

  it('one that is refused waits for a decision, and is sent again without what was seen', async () => {
    const store = useUnsentStore()
    store.startFor('a1')
    store.keep([{ kind: 'mark', id: 'r3', unit: 'u1', seen: 7, mark: 'key-person', on: true }], null)
    void store.sendAll()
    await questions.shift()!.answer({ ...answered, problems: [{ index: 0, field: 'unit', code: 'changed-meanwhile', reason: '有新的记录' }] })
    expect(store.toDecide.map(({ refusal }) => refusal?.reason)).toEqual(['有新的记录'])
    void store.sendAll()
    expect(questions).toEqual([])
    void store.sendAnyway('r3')
    expect(questions[0].body).toEqual({ reports: [{ kind: 'mark', id: 'r3', unit: 'u1', mark: 'key-person', on: true }] })
  })

  it('is tried again by itself while the line is dead, with the same number', async () => {
    const store = useUnsentStore()
    store.startFor('a1')
    store.keep([REACHED], null)
    for (const _ of [1, 2]) {
      await vi.advanceTimersToNextTimerAsync()
      expect(questions[0].body).toMatchObject({ reports: [{ id: 'r1' }] })
      await questions.shift()!.fail()
    }
    expect(store.toSend).toHaveLength(1)
  })
})
