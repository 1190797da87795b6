import { expect, it } from 'vitest'
import type { PackDescription } from '../../../../server/protocol/entities.ts'
import { campusRings } from '../../../../web/map/campuses/campusRings.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'
import { createPackDescription } from '../../../fixtures/createPackDescription.ts'

function town(pack: PackDescription) {
  const layout = createLayout({ pack, campuses: [{ name: '一小', at: [121.5, 31.2] }, { name: '二小', at: [NaN, NaN] }, { name: '三小', at: [121.6, 31.3] }] })
  const figures = new Uint32Array(layout.head.nodes.length * pack.counters.length)
  const nodeOf = (name: string): number => layout.head.nodes.findIndex((node) => node.name === name)
  const set = (name: string, key: string, value: number): void => { figures[nodeOf(name) * pack.counters.length + pack.counters.findIndex((counter) => counter.key === key)] = value }
  return { layout, figures, nodeOf, set }
}
const withRings = (): PackDescription => ({ ...createPackDescription(), rings: { measure: 'reported-share', count: 'units-alarm', countName: { 'zh-CN': '预警', en: 'Alerts' } } })

it('a campus with a place has a ring of the pack\'s measure and the pack\'s count in it; one without a place has none', () => {
  const { layout, figures, nodeOf, set } = town(withRings())
  set('一小', 'roster', 40)
  set('一小', 'reported', 30)
  set('一小', 'units-alarm', 2)
  expect(campusRings(layout, figures)).toEqual([
    { node: nodeOf('一小'), lngLat: [121.5, 31.2], share: 0.75, count: 2 },
    { node: nodeOf('三小'), lngLat: [121.6, 31.3], share: null, count: 0 },
  ])
})

it('a group too small to say anything of has a ring without a share', () => {
  const { layout, figures, set } = town(withRings())
  set('一小', 'roster', 4)
  set('一小', 'reported', 4)
  expect(campusRings(layout, figures)[0].share).toBeNull()
})

it('a pack that names no measure for campuses has no rings', () => {
  const { layout, figures } = town(createPackDescription())
  expect(campusRings(layout, figures)).toEqual([])
})
