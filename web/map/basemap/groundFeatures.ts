import type { FeatureCollection, Geometry } from 'geojson'
import { BASEMAP_AREAS, BASEMAP_KINDS, type BasemapKind, type Layout } from '../../../server/protocol/layout.ts'
import { polygonRings } from '../polygonRings.ts'

/** The ground of a layout as GeoJSON for MapLibre, one collection per kind that occurs. */
export function groundFeatures(layout: Layout): Map<BasemapKind, FeatureCollection> {
  const collections = new Map<BasemapKind, FeatureCollection>()
  for (let i = 0; i < layout.groundKind.length; i++) {
    const kind = BASEMAP_KINDS[layout.groundKind[i]]
    if (!kind) continue // a kind of a newer server
    const isArea = BASEMAP_AREAS.includes(kind)
    const parts = []
    for (let polygon = layout.groundPolygon[i]; polygon < layout.groundPolygon[i + 1]; polygon++) parts.push(polygonRings(layout, polygon, isArea))
    const geometry: Geometry = isArea ? { type: 'MultiPolygon', coordinates: parts } : { type: 'MultiLineString', coordinates: parts.flat() }
    const collection = collections.get(kind) ?? { type: 'FeatureCollection', features: [] }
    collection.features.push({ type: 'Feature', properties: {}, geometry })
    collections.set(kind, collection)
  }
  return collections
}
