import type { FeatureCollection } from 'geojson'
import type { MeasureDescription } from '../../../../server/protocol/entities.ts'
import type { Layout } from '../../../../server/protocol/layout.ts'
import type { FrameAside } from '../../../../server/protocol/frame.ts'
import { measureBurden, measureColumns } from '../../measures/measureValue.ts'

/** A point that carries the mean of all points weighs this much; the heaviest weigh 1. */
const MEAN_WEIGHT = 0.15
/** Cells are few, and far from each other: each must be seen by itself. */
const MEAN_CELL_WEIGHT = 0.9
const MOST_CELL_WEIGHT = 3

/**
 * Points of a density heat map, `weight` 0 … 1 (of cells 0 … 3): cells of homes where the measure is counted by home, else single buildings,
 * campuses where it is known by school, or committees. Points that weigh nothing are left out.
 */
export function heatFeatures(layout: Layout, figures: Uint32Array, measure: MeasureDescription, cells: FrameAside['cells'] = {}): FeatureCollection {
  if (measure.byHome) return weighted((cells[measure.key] ?? []).map(([lng, lat, count], i) => ({ id: i, at: [lng, lat], burden: count })), MEAN_CELL_WEIGHT, MOST_CELL_WEIGHT)
  const { pack, nodes } = layout.head
  const kind = (['building', 'campus', 'committee'] as const).find((one) => measure.on.includes(one))
  if (!kind) return weighted([])
  const columns = measureColumns(pack, measure)
  const points: WeightedPoint[] = []
  for (let node = 0; node < nodes.length; node++) {
    if (nodes[node].kind !== kind) continue
    const [lng, lat] = [layout.lngLat[node * 2], layout.lngLat[node * 2 + 1]]
    if (!Number.isFinite(lng) || !Number.isFinite(lat)) continue
    const burden = measureBurden(figures, pack.counters.length, columns, measure.goodWhen, node)
    if (burden > 0) points.push({ id: node, at: [lng, lat], burden })
  }
  return weighted(points)
}

interface WeightedPoint { id: number; at: [number, number]; burden: number }

function weighted(points: WeightedPoint[], meanWeight = MEAN_WEIGHT, most = 1): FeatureCollection {
  const mean = points.reduce((sum, { burden }) => sum + burden, 0) / Math.max(1, points.length)
  return {
    type: 'FeatureCollection',
    features: points.map(({ id, at, burden }) => ({ type: 'Feature', id, properties: { weight: Math.min(most, (burden / mean) * meanWeight) }, geometry: { type: 'Point', coordinates: at } })),
  }
}
