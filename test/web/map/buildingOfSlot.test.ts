import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildingOfSlot } from '../../../web/map/buildingOfSlot.ts'

it('finds the building whose slots hold the slot, and none beyond the last', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 30 }), (sizes) => {
    const slotOffset = Uint32Array.from([0, ...sizes]).map(((sum) => (size: number) => (sum += size))(0))
    for (let slot = 0; slot < slotOffset[sizes.length]; slot++) {
      const building = buildingOfSlot({ slotOffset }, slot)
      expect(slotOffset[building] <= slot && slot < slotOffset[building + 1]).toBe(true)
    }
    expect(buildingOfSlot({ slotOffset }, slotOffset[sizes.length])).toBe(-1)
  }))
  expect(buildingOfSlot({ slotOffset: Uint32Array.of(0) }, 0)).toBe(-1)
})
