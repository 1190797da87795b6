import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckPost } from '../../../server/protocol/checks.ts'
import { createDeviceStore, type DeviceChild } from '../../../web/resident/class/createDeviceStore.ts'

function createStorage(begin: Record<string, string> = {}) {
  const kept = new Map(Object.entries(begin))
  return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}
const child = (n: number): DeviceChild => ({ child: `s${n}.AAAAAAAAAAAAAAAA`, name: '欧***', studentNo: '01', page: '1.q1.BBBBBBBBBBBBBBBB' })
const post = (n: number): CheckPost => ({ id: `page-0000000${n}`, child: child(n).child, version: 1, answers: { temperatureCelsius: '36.5' }, openedOn: '2020-02-17' })

describe('what a parent’s phone keeps', () => {
  it('outlives the page: children, answers, what was not sent', () => {
    const storage = createStorage()
    const store = createDeviceStore(storage)
    store.keep(child(1))
    store.keep(child(2))
    store.remember(child(1).child, { healthCode: 'green', household: [{ relation: 'mother' }] })
    store.keepUnsent({ post: post(1), page: child(1).page })
    const again = createDeviceStore(storage)
    expect(again.children()).toEqual([child(1), child(2)])
    expect(again.remembered(child(1).child)).toEqual({ healthCode: 'green', household: [{ relation: 'mother' }] })
    expect(again.unsent(child(1).child)).toEqual({ post: post(1), page: child(1).page })
    expect([again.remembered(child(2).child), again.unsent(child(2).child)]).toEqual([{}, null])
  })
  it('of two tabs neither writes over the other: what one keeps, sends or forgets is so in both', () => {
    const storage = createStorage()
    const [first, second] = [createDeviceStore(storage), createDeviceStore(storage)]
    first.keep(child(1))
    second.keep(child(2))
    first.keepUnsent({ post: post(1), page: child(1).page })
    second.keepUnsent({ post: post(2), page: child(2).page })
    expect([first.children(), second.unsent(child(1).child)?.post, first.unsent(child(2).child)?.post]).toEqual([[child(1), child(2)], post(1), post(2)])
    second.dropUnsent(child(1).child)
    second.forget(child(2).child)
    expect([first.unsent(child(1).child), first.children(), createDeviceStore(storage).unsent(child(2).child)]).toEqual([null, [child(1)], null])
  })
  it('a child is forgotten with all that was kept of it', () => {
    const storage = createStorage()
    const store = createDeviceStore(storage)
    store.keep(child(1))
    store.remember(child(1).child, { healthCode: 'green' })
    store.keepUnsent({ post: post(1), page: 'x' })
    store.forget(child(1).child)
    expect(JSON.parse(storage.kept.get('liuse.class')!)).toEqual({ children: [], answers: {}, unsent: {} })
  })
  it('a newer code of the class takes the older one’s place, and there are a dozen children at most', () => {
    const store = createDeviceStore(createStorage())
    for (let n = 0; n < 15; n++) store.keep(child(n))
    store.keep({ ...child(14), page: 'newer' })
    expect([store.children().length, store.children().at(-1)!.page, store.children()[0].child]).toEqual([12, 'newer', child(3).child])
  })
  it('without a storage, or with a full one, it lasts as long as the page', () => {
    const full = { getItem: () => null, setItem: () => { throw new Error('full') } }
    for (const storage of [null, full]) {
      const store = createDeviceStore(storage)
      store.keep(child(1))
      expect(store.children()).toEqual([child(1)])
    }
  })
  it('whatever stands there: it never throws, and only what has its shape is taken', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const store = createDeviceStore(createStorage({ 'liuse.class': text }))
      for (const one of store.children()) expect(Object.values(one).map((value) => typeof value)).toEqual(['string', 'string', 'string', 'string'])
    }))
    const odd = { children: [child(1), { child: 7 }, null], answers: { [child(1).child]: 'x', __proto__: { a: 1 } }, unsent: { [child(1).child]: { page: 'p', post: { ...post(1), child: 'other' } } } }
    const store = createDeviceStore(createStorage({ 'liuse.class': JSON.stringify(odd) }))
    expect([store.children(), store.remembered(child(1).child), store.unsent(child(1).child)]).toEqual([[child(1)], {}, null])
  })
})
