/**
 * The layout: which dense index means which place, and where it stands. Content-hashed, fetched once, cached for ever;
 * every index in a snapshot or a delta is valid within one layout only.
 *
 * Nodes are ordered: the place tree above buildings, then the buildings, then the school tree. Building number b
 * (0-based) is node `firstBuilding + b`. Its slots are `slotOffset[b] … slotOffset[b + 1]`:
 *   +0 flat (from far away)   +1 roof   +2 … storeys from the lowest above ground up   then basements and odd rows.
 * The first `storeyCount[b]` storey slots are drawn as walls; the rest have no place on a wall.
 */

import type { NodeKind, PackDescription } from './entities.ts'
import { type BundleArray, BundleError, decodeBundle, encodeBundle } from './bundle.ts'

export const SLOT_FLAT = 0
export const SLOT_ROOF = 1
export const SLOT_STOREYS = 2

export interface LayoutHead {
  layoutHash: string
  /** Title of the town and whether it is invented. */
  title: string
  demo: boolean
  attribution: string[]
  pack: PackDescription
  /** West, south, east, north; null for an empty system. */
  bounds: [number, number, number, number] | null
  firstBuilding: number
  buildingCount: number
  slotCount: number
  nodes: { id: string; kind: NodeKind; name: string }[]
}

export interface Layout {
  head: LayoutHead
  /** Per node: index of the parent, or -1. */
  parent: Int32Array
  /** Per node: longitude, latitude of a point inside (NaN when unknown). */
  lngLat: Float64Array
  /** Per building, length buildingCount + 1. */
  slotOffset: Uint32Array
  /** Per building: storeys that are drawn. */
  storeyCount: Uint16Array
  /** Per building, metres. */
  heightMetres: Float32Array
  /** Per building: units it holds; 0 = none known. */
  unitCount: Uint32Array
  /** Footprints: building b has polygons `footprintPolygon[b] … [b + 1]`; polygon p has rings `polygonRing[p] … [p + 1]`; ring r has points `ringPoint[r] … [r + 1]` of `points`. */
  footprintPolygon: Uint32Array
  polygonRing: Uint32Array
  ringPoint: Uint32Array
  /** Longitude, latitude pairs. Rings are open (the first point is not repeated). */
  points: Float64Array
  /** Boundaries of the nodes above buildings, in the same nesting: node → polygons. Polygons follow the footprints' in the same tables. */
  boundaryPolygon: Uint32Array
  /** Ground features: kind index into BASEMAP_KINDS, its polygon or line as rings in the same tables. */
  groundKind: Uint8Array
  groundPolygon: Uint32Array
}

/** Order is the wire's; append only. */
export const BASEMAP_KINDS = ['water', 'park', 'block', 'road-major', 'road-minor', 'path', 'rail'] as const
export type BasemapKind = (typeof BASEMAP_KINDS)[number]
/** These are areas; the others are lines, whose single "ring" is an open polyline. */
export const BASEMAP_AREAS: readonly BasemapKind[] = ['water', 'park', 'block']

const ARRAY_TYPES: { [Name in keyof Omit<Layout, 'head'>]: { new (length: number): Layout[Name] } } = {
  parent: Int32Array, lngLat: Float64Array, slotOffset: Uint32Array, storeyCount: Uint16Array, heightMetres: Float32Array,
  unitCount: Uint32Array, footprintPolygon: Uint32Array, polygonRing: Uint32Array, ringPoint: Uint32Array, points: Float64Array,
  boundaryPolygon: Uint32Array, groundKind: Uint8Array, groundPolygon: Uint32Array,
}

/** Encodes a layout as one bundle. */
export function encodeLayout(layout: Layout): Uint8Array {
  const { head, ...arrays } = layout
  return encodeBundle({ head, arrays })
}

/** Decodes and checks that every table points inside the next; throws BundleError. */
export function decodeLayout(bytes: Uint8Array): Layout {
  const { head, arrays } = decodeBundle<LayoutHead>(bytes)
  for (const [name, type] of Object.entries(ARRAY_TYPES)) {
    if (!(arrays[name] instanceof (type as unknown as { new (length: number): BundleArray }))) throw new BundleError('bad-array')
  }
  const layout = { head, ...arrays } as unknown as Layout
  if (typeof head !== 'object' || head === null || !Array.isArray(head.nodes)) throw new BundleError('bad-head')
  const nodes = head.nodes.length
  const consistent =
    layout.parent.length === nodes && layout.lngLat.length === nodes * 2 &&
    layout.slotOffset.length === head.buildingCount + 1 && layout.slotOffset[head.buildingCount] === head.slotCount &&
    layout.footprintPolygon.length === head.buildingCount + 1 &&
    layout.boundaryPolygon.length === head.firstBuilding + 1 &&
    layout.groundPolygon.length === layout.groundKind.length + 1 &&
    endsAt(layout.ringPoint, layout.points.length / 2) && endsAt(layout.polygonRing, layout.ringPoint.length - 1)
  if (!consistent) throw new BundleError('bad-array')
  return layout
}

const endsAt = (table: Uint32Array, end: number): boolean => table.length > 0 && table[table.length - 1] === end
