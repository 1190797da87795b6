import { expect, it } from 'vitest'
import { choosePulses } from '../../../../web/map/layers/pulse/choosePulses.ts'
import { joinPulses, PULSE_BYTES, pulseBytes } from '../../../../web/map/layers/pulse/pulseBytes.ts'
import { createGridLayout } from '../../../fixtures/createGridLayout.ts'

const layout = createGridLayout(100)
const { statuses } = layout.head.pack
const choose = (changes: [slot: number, status: number][], limit = 40) =>
  choosePulses(layout, statuses, Uint32Array.from(changes, ([slot]) => slot), Uint8Array.from(changes, ([, status]) => status), limit)

it('a building pulses once, in the worst status of what changed in it', () => {
  expect(choose([[7, 0], [9, 1], [10, 2], [14, 3]])).toEqual([{ building: 1, status: 1 }, { building: 2, status: 3 }])
})

it('of more than can be told, the worst are', () => {
  const all: [number, number][] = Array.from({ length: 100 }, (_, b) => [b * 7, b === 77 ? 1 : b % 2 ? 0 : 3])
  const chosen = choose(all, 5)
  expect(chosen).toHaveLength(5)
  expect(chosen[0]).toEqual({ building: 77, status: 1 })
  expect(chosen.slice(1).every(({ status }) => status === 3)).toBe(true)
})

it('slots that do not exist and bytes without a status pulse nowhere', () => {
  expect(choose([[7 * 100, 1], [3, 255]])).toEqual([])
})

it('each is an instance in its status’s colour', () => {
  const bytes = pulseBytes(layout, [0, 0], statuses, [{ building: 3, status: 1 }], 12.5)
  expect(bytes).toHaveLength(PULSE_BYTES)
  expect(new Float32Array(bytes.buffer)[3]).toBe(12.5)
  expect([...bytes.subarray(16)]).toEqual([0xe5, 0x3e, 0x3d, 255])
})

it('earlier pulses keep their age when the clock starts anew', () => {
  const one = (start: number): Uint8Array => pulseBytes(layout, [0, 0], statuses, [{ building: 3, status: 1 }], start)
  const twice = joinPulses(joinPulses(one(0), 0.25, one(0)), 0.5, one(0))
  const floats = new Float32Array(twice.buffer)
  expect([0, 1, 2].map((i) => floats[i * (PULSE_BYTES / 4) + 3])).toEqual([-0.75, -0.5, 0])
  expect([...twice.subarray(16, 20)]).toEqual([0xe5, 0x3e, 0x3d, 255])
})
