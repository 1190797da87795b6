import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { BASEMAP_AREAS, type BasemapKind, type Layout } from '../../../server/protocol/layout.ts'
import { MAP_COLORS } from '../mapColors.ts'
import { heatLayer, HEAT_SOURCE } from '../layers/heat/heatLayer.ts'
import { boundaryFeatures } from './boundaryFeatures.ts'
import { groundFeatures } from './groundFeatures.ts'

export const BOUNDARY_SOURCE = 'boundaries'
export const CHOROPLETH_LAYER = 'choropleth'
export const HIGHLIGHT_LAYER = 'boundary-highlight'

const AREA_COLORS = { block: MAP_COLORS.block, park: MAP_COLORS.park, water: MAP_COLORS.water }

/** Metres that a line of the kind is wide; at least so many pixels that it stays a hair-line. */
const LINE_WIDTHS: Partial<Record<BasemapKind, { metres: number; leastPixels: number; color: string; leastZoom: number }>> = {
  path: { metres: 1.6, leastPixels: 0.5, color: MAP_COLORS.path, leastZoom: 14.5 },
  rail: { metres: 3, leastPixels: 0.6, color: MAP_COLORS.rail, leastZoom: 12 },
  'road-minor': { metres: 4.5, leastPixels: 0.6, color: MAP_COLORS.roadMinor, leastZoom: 12.5 },
  'road-major': { metres: 8, leastPixels: 0.9, color: MAP_COLORS.roadMajor, leastZoom: 9 },
}

/** A width in metres as an expression of zoom: exponential in base 2, as the ground itself grows. */
function metresWide(metres: number, leastPixels: number, lat: number): ExpressionSpecification {
  const pixelsAt = (zoom: number): number => Math.max(leastPixels, (metres * 512 * 2 ** zoom) / (40_075_016.686 * Math.cos((lat * Math.PI) / 180)))
  const stops = [9, 12, 13, 14, 15, 16, 17, 18, 20].flatMap((zoom) => [zoom, pixelsAt(zoom)])
  return ['interpolate', ['exponential', 2], ['zoom'], ...stops] as unknown as ExpressionSpecification
}

/**
 * The quiet ground as a MapLibre style that asks nobody for anything: no tiles, glyphs or sprites, all sources inline.
 * From bottom to top: blocks, parks, choropleth, water, lines, heat, boundaries.
 */
export function createStyle(layout: Layout): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {}
  const layers: LayerSpecification[] = [{ id: 'ground', type: 'background', paint: { 'background-color': MAP_COLORS.ground } }]
  const ground = groundFeatures(layout)
  const lat = layout.head.bounds ? (layout.head.bounds[1] + layout.head.bounds[3]) / 2 : 0
  for (const [kind, data] of ground) sources[kind] = { type: 'geojson', data, maxzoom: 16, tolerance: 0.25, buffer: 32 }

  const addArea = (kind: 'block' | 'park' | 'water'): void => {
    if (ground.has(kind)) layers.push({ id: kind, type: 'fill', source: kind, paint: { 'fill-color': AREA_COLORS[kind], 'fill-antialias': true } })
  }
  addArea('block')
  addArea('park')
  sources[BOUNDARY_SOURCE] = { type: 'geojson', data: boundaryFeatures(layout), maxzoom: 16, tolerance: 0.25 }
  layers.push({
    id: CHOROPLETH_LAYER, type: 'fill', source: BOUNDARY_SOURCE, filter: ['==', ['get', 'kind'], 'committee'], layout: { visibility: 'none' },
    paint: {
      'fill-color': ['to-color', ['feature-state', 'color'], MAP_COLORS.block],
      'fill-opacity': ['case', ['==', ['feature-state', 'color'], null], 0, 0.78],
      'fill-color-transition': { duration: 0, delay: 0 },
    },
  })
  addArea('water')
  if (ground.has('water')) layers.push({ id: 'shore', type: 'line', source: 'water', paint: { 'line-color': MAP_COLORS.waterEdge, 'line-width': 1, 'line-opacity': 0.55 } })

  sources[HEAT_SOURCE] = { type: 'geojson', data: { type: 'FeatureCollection', features: [] }, maxzoom: 14 }

  for (const kind of ['path', 'rail', 'road-minor', 'road-major'] as const) {
    const line = LINE_WIDTHS[kind]!
    if (!ground.has(kind) || BASEMAP_AREAS.includes(kind)) continue
    layers.push({
      id: kind, type: 'line', source: kind, minzoom: line.leastZoom,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': line.color, 'line-width': metresWide(line.metres, line.leastPixels, lat) },
    })
  }
  layers.push(heatLayer())
  layers.push({
    id: 'boundary', type: 'line', source: BOUNDARY_SOURCE, filter: ['==', ['get', 'kind'], 'committee'],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': MAP_COLORS.boundary, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.6, 16, 1.4], 'line-opacity': 0.5, 'line-dasharray': [5, 3] },
  })
  layers.push({
    id: HIGHLIGHT_LAYER, type: 'line', source: BOUNDARY_SOURCE, filter: ['==', ['id'], -1], layout: { 'line-join': 'round' },
    paint: { 'line-color': MAP_COLORS.boundaryHighlight, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 1.5, 16, 3], 'line-opacity': 0.9 },
  })
  return { version: 8, sources, layers, transition: { duration: 0, delay: 0 } }
}
