import { describe, expect, it } from 'vitest'
import { countPlaces } from '../../../web/stores/countPlaces.ts'
import { createWorld as createHeldWorld } from '../../../web/stores/createWorld.ts'
import { placeLabel, placePath } from '../../../web/stores/placeLabel.ts'
import { rankByWork } from '../../../web/stores/rankByWork.ts'
import { rootNodes } from '../../../web/stores/rootNodes.ts'
import { summarizePupils } from '../../../web/stores/summarizePupils.ts'
import { summarizeStatuses } from '../../../web/stores/summarizeStatuses.ts'
import { createLayout, type LayoutFixture } from '../../fixtures/createLayout.ts'
import { createPackDescription } from '../../fixtures/createPackDescription.ts'
import { createWorld } from '../../fixtures/createWorld.ts'

const square = (west: number): [number, number][][] => [[[west, 31], [west + 0.001, 31], [west + 0.001, 31.001]]]
const building = (committee: number, name: string) => ({ committee, name, rings: square(121.5), storeys: 3, heightMetres: 9 })
function createTown(change: Partial<LayoutFixture> = {}) {
  const layout = createLayout({
    committees: ['浦南', '云川', '临江'].map((name, i) => ({ name, rings: square(121.5 + i / 100) })),
    buildings: [building(0, '12 号'), building(1, '3 号'), building(2, '浦南大厦')],
    campuses: [{ name: '第一小学', at: [121.5, 31] }],
    ...change,
  })
  const server = createWorld(layout)
  return { layout, server, held: () => createHeldWorld(layout, server.snapshot())! }
}
const nodeOf = (layout: ReturnType<typeof createLayout>, name: string): number => layout.head.nodes.findIndex((node) => node.name === name)

describe('figures that panels show', () => {
  it('totals are those of the places without a parent, so nothing counts twice', () => {
    const { layout, server, held } = createTown()
    server.addFigure(nodeOf(layout, '12 号'), 'units', 40)
    server.addFigure(nodeOf(layout, '3 号'), 'units', 2)
    expect(countPlaces(held())).toMatchObject({ committees: 3, buildings: 3, units: 42 })
    expect(rootNodes(layout)).toEqual({ places: [0], schools: [nodeOf(layout, '教育局')] })
  })

  it('buildings that came without boundaries are roots themselves', () => {
    const { layout, server, held } = createTown()
    layout.parent[nodeOf(layout, '3 号')] = -1
    server.addFigure(nodeOf(layout, '12 号'), 'units', 40)
    server.addFigure(nodeOf(layout, '3 号'), 'units', 2)
    expect(countPlaces(held()).units).toBe(42)
  })

  it('the change since yesterday is against the same nodes, and unknown where yesterday is', () => {
    const { layout, server, held } = createTown()
    server.addFigure(nodeOf(layout, '12 号'), 'units-alarm', 5)
    const column = layout.head.pack.counters.findIndex((counter) => counter.key === 'units-alarm')
    const yesterday = layout.head.pack.counters.map((_, i) => (i === column ? 7 : 0))
    expect(summarizeStatuses(held(), [0], { 0: yesterday })[1]).toEqual({ code: 1, units: 5, people: null, unitsChange: -2 })
    expect(summarizeStatuses(held(), [0], {})[1].unitsChange).toBe(null)
  })

  it('committees are ranked by what is left to do, not by how many they registered', () => {
    const { layout, server, held } = createTown()
    server.addFigure(nodeOf(layout, '12 号'), 'units-alarm', 900)
    server.addFigure(nodeOf(layout, '12 号'), 'units-waiting', 1)
    server.addFigure(nodeOf(layout, '3 号'), 'units-waiting', 30)
    expect(rankByWork(held())).toEqual([
      { node: nodeOf(layout, '云川'), parts: [30], total: 30 }, { node: nodeOf(layout, '浦南'), parts: [1], total: 1 },
    ])
  })

  it('pupils are counted at school, once, though their homes count them too', () => {
    const { layout, server, held } = createTown()
    server.addFigure(nodeOf(layout, '第一小学'), 'roster', 100)
    server.addFigure(nodeOf(layout, '第一小学'), 'reported', 98)
    server.addFigure(nodeOf(layout, '浦南'), 'roster', 90)
    expect(summarizePupils(held())).toMatchObject({ roster: 100, reported: 98, missing: 2, share: 0.98 })
  })

  it('a pack that follows no roster has no pupils, and no roster makes no rate', () => {
    expect(summarizePupils(createTown({ pack: { ...createPackDescription(), followsRoster: false } }).held())).toBe(null)
    expect(summarizePupils(createTown().held())!.share).toBe(null)
  })

  it('a building is named with its owner, unless its own name says it', () => {
    const { layout } = createTown()
    expect(placeLabel(layout, nodeOf(layout, '12 号'))).toBe('浦南 12 号')
    expect(placeLabel(layout, nodeOf(layout, '浦南'))).toBe('浦南')
    expect(placePath(layout, nodeOf(layout, '12 号')).map((node) => layout.head.nodes[node].name)).toEqual(['浦南', '12 号'])
  })

  it('an empty system has figures too: none', () => {
    const layout = createLayout({})
    expect(countPlaces(createHeldWorld(layout, createWorld(layout).snapshot())!)).toEqual({ committees: 0, buildings: 0, units: 0, people: 0 })
  })
})
