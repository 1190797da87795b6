import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AlertDetail, AlertLine, AlertPage } from '../../../../server/protocol/school.ts'
import { useAlertStore } from '../../../../web/stores/school/alertStore.ts'
import { createNetwork, type Question } from '../desk/createNetwork.ts'

const WORDS = { 'zh-CN': '', en: '' }
const line = (id: string, change: Partial<AlertLine> = {}): AlertLine => ({
  id, rule: 'fever', title: WORDS, campus: { id: 'c0', name: '' }, grade: '', class: '', pupil: null, day: '2020-02-17', openedAt: 0, details: {}, state: 'open', verdict: null, assignedTo: null, level: 0, overdue: false,
  acknowledgedAt: null, closedAt: null, grouped: 0, group: null, seq: 3, steps: [], what: WORDS, urgency: 2, isStanding: false, dueAt: null, passedOn: null, home: null, ...change,
})
const page = (rev: number, ...alerts: AlertLine[]): AlertPage => ({ alerts, next: null, counts: {} as AlertPage['counts'], campuses: [], rules: [], levels: [], rev })
const detail = (alert: AlertLine): AlertDetail => ({ alert, checks: [], members: [], colleagues: [] })

let questions: Question[]
beforeEach(() => {
  ({ questions } = createNetwork())
  setActivePinia(createPinia())
})
afterEach(() => { vi.unstubAllGlobals() })

/** The queue at revision 5 with one alert, which is open. */
async function createOpen() {
  const store = useAlertStore()
  const ready = Promise.all([store.show({ filter: 'todo', rule: null, campus: null }), store.choose('k1')])
  await questions.shift()!.answer(page(5, line('k1')))
  await questions.shift()!.answer(detail(line('k1')))
  await ready
  return store
}

describe('alertStore', () => {
  it('a step is told when queue and alert show it, also where news had them read once more meanwhile; what answers too late is not shown', async () => {
    const store = await createOpen()
    const told: string[] = []
    void store.step(store.alerts[0]!, { act: 'acknowledge' }).then((problem) => told.push(`${problem} ${store.alerts[0]?.state} ${store.detail?.alert.state}`))
    await questions.shift()!.answer({ accepted: 1, rev: 6, problems: [] })
    store.hear({ rev: 7, campuses: [] })
    const [oldPage, oldDetail, newPage, newDetail] = questions.splice(0)
    await oldPage!.answer(page(6, line('k1')))
    await oldDetail!.answer(detail(line('k1')))
    expect([told, store.page?.rev]).toEqual([[], 5])
    await newPage!.answer(page(7, line('k1', { state: 'acknowledged' })))
    expect(told).toEqual([])
    await newDetail!.answer(detail(line('k1', { state: 'acknowledged' })))
    expect(told).toEqual(['null acknowledged acknowledged'])
  })

  it('the newest question wins in whichever order answers come', async () => {
    const store = await createOpen()
    const both = [store.refresh(), store.refresh()]
    const [oldPage, oldDetail, newPage, newDetail] = questions.splice(0)
    await newPage!.answer(page(9, line('k1', { seq: 9 })))
    await newDetail!.answer(detail(line('k1', { seq: 9 })))
    await oldPage!.answer(page(8, line('k1', { seq: 8 })))
    await oldDetail!.fail()
    await Promise.all(both)
    expect([store.page!.rev, store.alerts[0]!.seq, store.detail!.alert.seq, store.failure, store.loading]).toEqual([9, 9, 9, null, false])
  })

  it('news that come before the first answer are not lost, and are asked about once', async () => {
    const store = useAlertStore()
    const shown = store.show({ filter: 'todo', rule: null, campus: null })
    store.hear({ rev: 6, campuses: [] })
    expect(questions).toHaveLength(1)
    await questions.shift()!.answer(page(5, line('k1')))
    expect(questions.map(({ path }) => path.split('?')[0])).toEqual(['/api/v1/school/alerts'])
    // A world that began anew counts from below: nothing is asked for ever.
    await questions.shift()!.answer(page(2))
    await shown
    expect([store.page!.rev, questions]).toEqual([2, []])
  })

  it('an alert that was left for another is not opened by its late answer', async () => {
    const store = await createOpen()
    const [first, second] = [store.choose('k2'), store.choose('k3')]
    const [late, newest] = questions.splice(0)
    await newest!.answer(detail(line('k3')))
    await late!.answer(detail(line('k2')))
    await Promise.all([first, second])
    expect(store.detail!.alert.id).toBe('k3')
  })
})
