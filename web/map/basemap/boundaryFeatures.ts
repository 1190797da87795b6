import type { FeatureCollection } from 'geojson'
import type { Layout } from '../../../server/protocol/layout.ts'
import { polygonRings } from '../polygonRings.ts'

/** Boundaries of the nodes above buildings; a feature's id is its node index, its property `kind` the node's. */
export function boundaryFeatures(layout: Layout): FeatureCollection {
  const collection: FeatureCollection = { type: 'FeatureCollection', features: [] }
  for (let node = 0; node < layout.head.firstBuilding; node++) {
    const coordinates = []
    for (let polygon = layout.boundaryPolygon[node]; polygon < layout.boundaryPolygon[node + 1]; polygon++) coordinates.push(polygonRings(layout, polygon, true))
    if (coordinates.length === 0) continue
    collection.features.push({ type: 'Feature', id: node, properties: { kind: layout.head.nodes[node].kind }, geometry: { type: 'MultiPolygon', coordinates } })
  }
  return collection
}
