import { expect, it } from 'vitest'
import { AS_IT_IS, buildingPresence, STEPS_BACK, THE_ONE } from '../../../../web/map/layers/buildings/buildingPresence.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'

const RING: [number, number][] = [[121.5, 31.2], [121.51, 31.2], [121.51, 31.21]]
const layout = createLayout({
  committees: [{ name: '甲', rings: [RING] }, { name: '乙', rings: [RING] }],
  buildings: [0, 1, 1].map((committee) => ({ committee, rings: [RING], storeys: 1, heightMetres: 3 })),
  campuses: [{ name: '一小', at: [121.5, 31.2] }],
})
const presence = (node: number | null): number[] => [...buildingPresence(layout, node).subarray(0, 3)]

it('buildings of a place stay, others step back, at any depth', () => {
  expect(presence(2)).toEqual([STEPS_BACK, AS_IT_IS, AS_IT_IS])
  expect(presence(0)).toEqual([AS_IT_IS, AS_IT_IS, AS_IT_IS])
})

it('a single building is the one', () => {
  expect(presence(layout.head.firstBuilding + 1)).toEqual([STEPS_BACK, THE_ONE, STEPS_BACK])
})

it('nothing steps back for nothing, nor for a school', () => {
  expect(presence(null)).toEqual([AS_IT_IS, AS_IT_IS, AS_IT_IS])
  expect(presence(layout.head.nodes.findIndex((node) => node.kind === 'campus'))).toEqual([AS_IT_IS, AS_IT_IS, AS_IT_IS])
})
