import { expect, it } from 'vitest'
import { committeeLabels } from '../../../../web/map/labels/committeeLabels.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'

const RING: [number, number][] = [[121.5, 31.2], [121.51, 31.2], [121.51, 31.21]]

it('says of each committee how many homes are in the loud statuses, worst first, and none of the quiet', () => {
  const layout = createLayout({ committees: [{ name: '甲', rings: [RING] }, { name: '乙', rings: [RING] }] })
  const { counters } = layout.head.pack
  const figures = new Uint32Array(layout.head.nodes.length * counters.length)
  const set = (node: number, key: string, value: number): void => { figures[node * counters.length + counters.findIndex((counter) => counter.key === key)] = value }
  set(1, 'units-watch', 41)
  set(1, 'units-alarm', 3)
  set(1, 'units-waiting', 77)
  const [first, second] = committeeLabels(layout, figures)
  expect(first).toMatchObject({ node: 1, name: '甲', counts: [{ glyph: '▲', count: 3 }, { glyph: '◆', count: 41 }] })
  expect(second).toMatchObject({ node: 2, name: '乙', counts: [] })
  expect(first.priority).toBeGreaterThan(second.priority)
})

it('one alarm outranks any number of lesser ones', () => {
  const layout = createLayout({ committees: [{ name: '甲', rings: [RING] }, { name: '乙', rings: [RING] }] })
  const columns = layout.head.pack.counters.length
  const figures = new Uint32Array(layout.head.nodes.length * columns)
  figures[1 * columns + 2] = 1
  figures[2 * columns + 3] = 9000
  const [alarm, watch] = committeeLabels(layout, figures)
  expect(alarm.priority).toBeGreaterThan(watch.priority)
})

it('what all names end with is left out, unless little would be left', () => {
  const names = (...all: string[]): string[] => {
    const layout = createLayout({ committees: all.map((name) => ({ name, rings: [RING] })) })
    return committeeLabels(layout, new Uint32Array(layout.head.nodes.length * layout.head.pack.counters.length)).map(({ name }) => name)
  }
  expect(names('云川新村居委会', '浦南居委会', '昌里东居委会', '六里居委会')).toEqual(['云川新村', '浦南', '昌里东', '六里'])
  expect(names('云川居委会', '居委会', '昌里东居委会', '六里居委会')[0]).toBe('云川居委会')
  expect(names('云川新村', '浦南三村', '六里新村', '杨思二村')).toEqual(['云川新村', '浦南三村', '六里新村', '杨思二村'])
  expect(names('云川居委会', '浦南居委会')).toEqual(['云川居委会', '浦南居委会'])
})
