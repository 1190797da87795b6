import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useBuildingStore } from '../../../../web/stores/desk/buildingStore.ts'
import { createBuildingView, createCell } from '../../../fixtures/createBuildingView.ts'
import { createNetwork, type Question } from './createNetwork.ts'

let questions: Question[]
beforeEach(() => {
  questions = createNetwork().questions
  setActivePinia(createPinia())
})
afterEach(() => { vi.unstubAllGlobals() })

const view = (rev = 10) => createBuildingView([createCell('101'), createCell('102')], { rev })
const change = (rev: number) => ({ rev, units: [{ id: 'u102', status: 1, tags: 0, day: 0, todo: true, seq: rev }] })
async function createOpen() {
  const store = useBuildingStore()
  void store.show({ what: 'building', id: 'b1' })
  await questions.shift()!.answer(view())
  return store
}

describe('buildingStore', () => {
  it('opens a building once, however often it is asked for', async () => {
    const store = await createOpen()
    expect(store.building?.label).toBe('12号')
    await store.show({ what: 'building', id: 'b1' })
    expect(questions).toEqual([])
  })

  it('news of its units replace those cells only', async () => {
    const store = await createOpen()
    const [first] = store.building!.cells
    store.applyUnits(change(11))
    expect([store.building!.cells[0] === first, store.building!.cells[1].status, store.building!.counts]).toEqual([true, 1, [1, 1, 0, 0, 0, 0]])
  })

  it('news that come while an answer is under way are not lost under an older answer', async () => {
    const store = await createOpen()
    void store.read()
    store.applyUnits(change(12))
    await questions.shift()!.answer(view(11))
    expect(store.building!.cells[1].status).toBe(1)
  })

  it('news without units: what is open is read again', async () => {
    const store = await createOpen()
    store.applyUnits({ rev: 20, units: null })
    expect(questions[0].path).toBe('/api/v1/desk/buildings/b1')
  })

  it('when the line is lost what is shown stays; what is out of reach by now does not', async () => {
    const store = await createOpen()
    void store.read()
    await questions.shift()!.fail()
    expect([store.building?.id, store.failure?.code]).toEqual(['b1', 'network'])
    void store.read()
    await questions.shift()!.answer({ code: 'unknown-place', reason: '' }, 404)
    expect([store.building, store.failure?.status]).toEqual([null, 404])
  })

  it('the answer about a building that was left is dropped', async () => {
    const store = useBuildingStore()
    void store.show({ what: 'building', id: 'b1' })
    const late = questions.shift()!
    void store.show({ what: 'poster', id: 'n1' })
    await late.answer(view())
    await questions.shift()!.answer({ buildings: [view(), createBuildingView([], { id: 'b2' })] })
    expect([store.building, store.buildings.map(({ id }) => id)]).toEqual([null, ['b1', 'b2']])
  })
})
