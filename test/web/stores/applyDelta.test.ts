import { describe, expect, it } from 'vitest'
import { applyDelta } from '../../../web/stores/applyDelta.ts'
import { createWorld as createHeldWorld } from '../../../web/stores/createWorld.ts'
import { createGridLayout } from '../../fixtures/createGridLayout.ts'
import { createWorld } from '../../fixtures/createWorld.ts'

const layout = createGridLayout(3)

describe('applyDelta', () => {
  it('applied twice is as good as once', () => {
    const server = createWorld(layout)
    const held = createHeldWorld(layout, server.snapshot())!
    server.setBuilding(1, 4)
    server.addFigure(layout.head.firstBuilding + 1, 'units', 7)
    const delta = server.takeDelta()
    expect(applyDelta(held, delta)).toBe(true)
    expect(applyDelta(held, delta)).toBe(true)
    expect(held.slots).toEqual(server.slots)
    expect(held.figures).toEqual(server.figures)
    expect(held.rev).toBe(2)
  })
  it.each([
    ['slot', { slotIndex: Uint32Array.of(0, 9_999), slotStatus: Uint8Array.of(1, 1) }],
    ['node', { figureNode: Uint32Array.of(0, 9_999), figureCounter: Uint8Array.of(0, 0), figureValue: Uint32Array.of(5, 5) }],
    ['counter', { figureNode: Uint32Array.of(0, 0), figureCounter: Uint8Array.of(0, 200), figureValue: Uint32Array.of(5, 5) }],
  ])('writes nothing at all when one %s lies outside the world', (_name, part) => {
    const server = createWorld(layout)
    const held = createHeldWorld(layout, server.snapshot())!
    expect(applyDelta(held, { ...server.emptyDelta(), toRev: 2, ...part })).toBe(false)
    expect(held.slots).toEqual(server.slots)
    expect(held.figures).toEqual(server.figures)
    expect(held.rev).toBe(1)
  })
  it('a snapshot of another layout makes no world', () => {
    const other = createWorld(createGridLayout(2)).snapshot()
    expect(createHeldWorld(layout, other)).toBe(null)
    expect(createHeldWorld(layout, { ...createWorld(layout).snapshot(), layoutHash: 'other' })).toBe(null)
  })
})
