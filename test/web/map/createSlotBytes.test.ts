import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSlotBytes, SLOT_ROW } from '../../../web/map/createSlotBytes.ts'

it('after any deltas the written rows give the GPU exactly what was applied', () => {
  const change = fc.record({ slot: fc.nat(9999), status: fc.nat(255) })
  fc.assert(fc.property(fc.array(fc.array(change, { maxLength: 20 }), { maxLength: 8 }), (deltas) => {
    const slots = createSlotBytes(10_000, 255)
    const texture = new Uint8Array(slots.bytes.length)
    const expected = new Uint8Array(10_000).fill(255)
    const write = (): void => {
      if (!slots.dirty) return
      const { from, to } = slots.dirty
      texture.set(slots.bytes.subarray(from * SLOT_ROW, (to + 1) * SLOT_ROW), from * SLOT_ROW)
      slots.taken()
    }
    write()
    for (const delta of deltas) {
      slots.apply(Uint32Array.from(delta, (one) => one.slot), Uint8Array.from(delta, (one) => one.status))
      for (const { slot, status } of delta) expected[slot] = status
      write()
    }
    expect(Buffer.compare(texture.subarray(0, 10_000), expected)).toBe(0)
  }))
})

it('two deltas before a write are both written', () => {
  const slots = createSlotBytes(SLOT_ROW * 10, 0)
  slots.taken()
  slots.apply(Uint32Array.of(SLOT_ROW * 7), Uint8Array.of(1))
  slots.apply(Uint32Array.of(SLOT_ROW * 3 + 5), Uint8Array.of(2))
  expect(slots.dirty).toEqual({ from: 3, to: 7 })
})

it('ignores slots that do not exist, and says nothing is dirty', () => {
  const slots = createSlotBytes(8, 0)
  slots.taken()
  slots.apply(Uint32Array.of(SLOT_ROW * 99), Uint8Array.of(1))
  expect(slots.dirty).toBeNull()
})
