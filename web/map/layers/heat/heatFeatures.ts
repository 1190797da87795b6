import type { FeatureCollection } from 'geojson'
import type { MeasureDescription } from '../../../../server/protocol/entities.ts'
import type { Layout } from '../../../../server/protocol/layout.ts'
import { measureBurden, measureColumns } from '../../measures/measureValue.ts'

/** A point that carries the mean of all points weighs this much; the heaviest weigh 1. */
const MEAN_WEIGHT = 0.15

/**
 * Points of a density heat map, `weight` 0 … 1: campuses where the measure is known by school, else single buildings,
 * else committees. Points that weigh nothing are left out.
 */
export function heatFeatures(layout: Layout, figures: Uint32Array, measure: MeasureDescription): FeatureCollection {
  const { pack, nodes } = layout.head
  const kind = (['building', 'campus', 'committee'] as const).find((one) => measure.on.includes(one))
  const collection: FeatureCollection = { type: 'FeatureCollection', features: [] }
  if (!kind) return collection
  const columns = measureColumns(pack, measure)
  const burdens: number[] = []
  let total = 0
  for (let node = 0; node < nodes.length; node++) {
    if (nodes[node].kind !== kind) continue
    const [lng, lat] = [layout.lngLat[node * 2], layout.lngLat[node * 2 + 1]]
    if (!Number.isFinite(lng) || !Number.isFinite(lat)) continue
    const burden = measureBurden(figures, pack.counters.length, columns, measure.goodWhen, node)
    if (burden <= 0) continue
    burdens.push(burden)
    total += burden
    collection.features.push({ type: 'Feature', id: node, properties: {}, geometry: { type: 'Point', coordinates: [lng, lat] } })
  }
  const mean = total / Math.max(1, burdens.length)
  burdens.forEach((burden, i) => {
    collection.features[i].properties = { weight: Math.min(1, (burden / mean) * MEAN_WEIGHT) }
  })
  return collection
}
