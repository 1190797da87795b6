import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeskReport } from '../../../../server/protocol/desk.ts'
import type { BulkUnit } from '../../../../web/desk/bulkUnit.ts'
import { useBulkStore } from '../../../../web/stores/desk/bulkStore.ts'
import { usePlacesStore } from '../../../../web/stores/desk/placesStore.ts'
import { createCard, PACK } from '../../desk/createCard.ts'
import { createNetwork, type Question } from './createNetwork.ts'

let questions: Question[]
beforeEach(() => {
  ({ questions } = createNetwork())
  setActivePinia(createPinia())
})
afterEach(() => { vi.unstubAllGlobals() })

const note = (unit: string): DeskReport => ({ kind: 'note', unit, note: '备注' })
const unit = (id: string): BulkUnit => ({ id, building: 'b1', name: `房${id}`, status: 0, tags: 0, seq: 7 })
const answered = { accepted: 1, rev: 9, problems: [] as object[] }

describe('bulkStore', () => {
  it('prepares the release of whoever is over, and names how many homes are left out', async () => {
    const loading = usePlacesStore().load()
    await questions.shift()!.answer({ places: [], pack: PACK, day: '2020-02-15', rev: 1 })
    await loading
    const store = useBulkStore()
    const preparing = store.prepareFinished(['u1', 'u2'].map(unit))
    await questions.find(({ path }) => path.endsWith('/u1'))!.answer(createCard())
    await questions.find(({ path }) => path.endsWith('/u2'))!.answer(createCard({ id: 'u2', status: 1 }))
    await preparing
    expect(store.state).toMatchObject({ step: 'prepared', units: 1, leftOut: ['u2'], reports: [{ unit: 'u1', seen: 7, releasedOn: '2020-02-15' }] })
  })

  it('tells every unit that stayed as it was, with the reason', async () => {
    const store = useBulkStore()
    store.prepare([note('u1'), note('u2'), note('u3')])
    const sending = store.send()
    await questions.shift()!.answer({ ...answered, problems: [{ index: 1, field: 'unit', code: 'changed-meanwhile', reason: '有新的记录' }] })
    await sending
    expect(store.state).toEqual({ step: 'sent', units: 2, problems: [{ unit: 'u2', reason: '有新的记录' }] })
  })

  it('goes on after a broken line with what is left, under the same numbers', async () => {
    const store = useBulkStore()
    store.prepare(Array.from({ length: 150 }, (_, i) => note(`u${i}`)))
    const sending = store.send()
    const first = questions.shift()!
    expect((first.body as { reports: unknown[] }).reports).toHaveLength(100)
    await first.answer(answered)
    const lost = (questions[0].body as { reports: { id: string }[] }).reports
    await questions.shift()!.fail()
    await sending
    expect(store.state).toMatchObject({ step: 'broken', doneUnits: 100, why: 'network' })
    const again = store.send()
    expect((questions[0].body as { reports: { id: string }[] }).reports.map(({ id }) => id)).toEqual(lost.map(({ id }) => id))
    await questions.shift()!.answer(answered)
    await again
    expect(store.state).toMatchObject({ step: 'sent', units: 150 })
  })

  it('of a thousand homes sends a hundred at a time, each with what was seen, and stops between two when asked to: what is done is done, the rest can go on', async () => {
    const store = useBulkStore()
    const units = Array.from({ length: 1_000 }, (_, i) => unit(`u${i}`))
    store.prepare(units.map(({ id, seq }) => ({ ...note(id), seen: seq })), units)
    const sending = store.send()
    await questions.shift()!.answer(answered)
    const second = questions.shift()!
    expect(second.body).toMatchObject({ bulk: true, reports: { length: 100, 0: { unit: 'u100', seen: 7 } } })
    store.stop()
    expect(store.state).toMatchObject({ step: 'sending', done: 100, of: 1_000, stopping: true })
    await second.answer({ ...answered, problems: [{ index: 3, field: 'seen', code: 'changed-meanwhile', reason: '有新的记录' }] })
    await sending
    expect(store.state).toMatchObject({ step: 'broken', why: 'asked', doneUnits: 199, left: { length: 800 }, problems: [{ unit: 'u103' }] })
    expect([questions.length, store.units.get('u103')?.name]).toEqual([0, '房u103'])
    const again = store.send()
    for (let sent = 200; sent < 1_000; sent += 100) await questions.shift()!.answer(answered)
    await again
    expect(store.state).toEqual({ step: 'sent', units: 999, problems: [{ unit: 'u103', reason: '有新的记录' }] })
  })

  it('stops reading when asked to, and nothing has been changed', async () => {
    const loading = usePlacesStore().load()
    await questions.shift()!.answer({ places: [], pack: PACK, day: '2020-02-15', rev: 1 })
    await loading
    const store = useBulkStore()
    const preparing = store.prepareFinished(Array.from({ length: 1_000 }, (_, i) => unit(`u${i}`)))
    expect([questions.length, store.state]).toEqual([4, { step: 'reading', done: 0, of: 1_000 }])
    store.stop()
    for (const question of questions.splice(0)) await question.answer(createCard())
    await preparing
    expect([questions.length, store.state]).toEqual([0, { step: 'choosing' }])
  })

  it('never parts the reports of one unit', async () => {
    const store = useBulkStore()
    store.prepare([...Array.from({ length: 99 }, (_, i) => note(`u${i}`)), note('u99'), note('u99'), note('u100')])
    void store.send()
    expect((questions[0].body as { reports: { unit: string }[] }).reports.map(({ unit }) => unit).slice(-2)).toEqual(['u99', 'u99'])
  })
})
