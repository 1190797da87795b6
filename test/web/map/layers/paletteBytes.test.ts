import { expect, it } from 'vitest'
import { paletteBytes, PALETTE_SIZE, parseColor } from '../../../../web/map/layers/buildings/paletteBytes.ts'
import { MAP_COLORS } from '../../../../web/map/mapColors.ts'
import { createPackDescription } from '../../../fixtures/createPackDescription.ts'

const { statuses } = createPackDescription()

it('every status byte finds its colour and hatch, every other byte the neutral', () => {
  const bytes = paletteBytes(statuses)
  statuses.forEach((status, code) => expect([...bytes.subarray(code * 4, code * 4 + 3)]).toEqual(parseColor(status.colorOnDark)))
  for (const code of [statuses.length, 255]) expect([...bytes.subarray(code * 4, code * 4 + 4)]).toEqual([...parseColor(MAP_COLORS.buildingWithoutStatus), 0])
  expect(new Set(statuses.map((_, code) => bytes[code * 4 + 3])).size).toBe(6)
})

it('ranks rise with severity, and no status is below all', () => {
  const bytes = paletteBytes(statuses)
  const rank = (code: number): number => bytes[(PALETTE_SIZE + code) * 4]
  for (const [a, one] of statuses.entries()) for (const [b, other] of statuses.entries()) expect(Math.sign(rank(a) - rank(b))).toBe(Math.sign(one.severity - other.severity))
  expect(rank(255)).toBe(0)
  expect(Math.min(...statuses.map((_, code) => rank(code)))).toBe(1)
})

it('a pack of five states needs nothing else', () => {
  expect(paletteBytes(statuses.slice(0, 5))).toHaveLength(PALETTE_SIZE * 8)
})

it('refuses what is no colour', () => {
  expect(() => parseColor('red')).toThrow('#rrggbb')
})
