import type { MeasureDescription } from '../../../../server/protocol/entities.ts'
import type { Layout } from '../../../../server/protocol/layout.ts'
import { measureColumns, measureValue } from '../../measures/measureValue.ts'
import { type ChoroplethClass, choroplethClasses, classOf } from './choroplethClasses.ts'

/** The measure's value of every committee, by node; null where it may not be said. */
export function committeeValues(layout: Layout, figures: Uint32Array, measure: MeasureDescription): Map<number, number | null> {
  const { nodes, pack, firstBuilding } = layout.head
  if (!measure.on.includes('committee')) return new Map()
  const columns = measureColumns(pack, measure)
  const values = new Map<number, number | null>()
  for (let node = 0; node < firstBuilding; node++) {
    if (nodes[node].kind === 'committee') values.set(node, measureValue(figures, pack.counters.length, columns, node))
  }
  return values
}

/** The classes that the map is painted in now, for the legend beside it. */
export function committeeClasses(layout: Layout, figures: Uint32Array, measure: MeasureDescription): ChoroplethClass[] {
  return choroplethClasses([...committeeValues(layout, figures, measure).values()], measure.denominator !== null)
}

/** Colour by committee node; committees whose value may not be said have none. */
export function choroplethColors(layout: Layout, figures: Uint32Array, measure: MeasureDescription): Map<number, string> {
  const values = committeeValues(layout, figures, measure)
  const classes = choroplethClasses([...values.values()], measure.denominator !== null)
  const colors = new Map<number, string>()
  for (const [node, value] of values) {
    const found = classOf(classes, value)
    if (found) colors.set(node, found.color)
  }
  return colors
}
