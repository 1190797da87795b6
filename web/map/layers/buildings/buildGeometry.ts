import earcut from 'earcut'
import { type Layout, SLOT_FLAT } from '../../../../server/protocol/layout.ts'
import { commonPerMetre, commonX, commonY } from '../../toCommon.ts'

/** In `corners`, marks the point that closes a ring: no wall starts there. */
export const NO_WALL = 0xffffffff
/** Corners in one row of their texture; a power of two, so that the shader shifts instead of dividing. */
export const CORNER_ROW = 2048
/** Buildings in one row of the building table; a power of two as well. */
export const TABLE_WIDTH = 1024

/**
 * Everything the GPU needs of the buildings, written once per layout.
 * A ring of n points becomes n + 1 vertices (the first repeats, marked NO_COMMITTEE); wall i goes from vertex i to i + 1,
 * one instance each, so walls and roofs share one buffer of 12 bytes a point.
 */
export interface BuildingGeometry {
  /** Common-space position (web Mercator, 512 units round the world) that every offset is relative to; a double's precision stays here. */
  origin: [x: number, y: number]
  /** Common units in a metre at the origin. */
  commonPerMetre: number
  /** Four u32 each: bits of x and of y as f32 (offsets in common units), building or NO_WALL, 0; whole rows of CORNER_ROW. */
  corners: Uint32Array
  cornerRows: number
  wallCount: number
  /** Roof triangles as numbers of corners. */
  roofIndices: Uint32Array
  /** Per building four u32: slot offset, drawn storeys, height in centimetres, 0; rows of TABLE_WIDTH. */
  table: Uint32Array
  tableRows: number
}

/** Builds walls and roofs of all buildings. HOT: 200,000 buildings at once; plain loops on purpose (bench/recolor). */
export function buildGeometry(layout: Layout): BuildingGeometry {
  const { footprintPolygon, polygonRing, ringPoint, points, slotOffset, storeyCount, heightMetres } = layout
  const count = layout.head.buildingCount
  const [west, south, east, north] = layout.head.bounds ?? [0, 0, 0, 0]
  const origin: [number, number] = [commonX((west + east) / 2), commonY((south + north) / 2)]

  const lastPolygon = footprintPolygon[count]
  const firstRing = polygonRing[footprintPolygon[0]]
  const lastRing = polygonRing[lastPolygon]
  const pointCount = ringPoint[lastRing] - ringPoint[firstRing]
  // One spare, since a wall reads the next corner too.
  const cornerRows = Math.ceil((pointCount + (lastRing - firstRing) + 1) / CORNER_ROW)
  const corners = new Uint32Array(cornerRows * CORNER_ROW * 4)
  const positions = new Float32Array(corners.buffer)
  // A triangulation of n points with h holes has n + 2h - 2 triangles.
  const roofIndices = new Uint32Array(Math.max(0, (pointCount + 2 * (lastRing - firstRing)) * 3))
  let roofLength = 0
  let at = 0
  const flat: number[] = []
  const cornerOf: number[] = []
  const holes: number[] = []

  for (let b = 0; b < count; b++) {
    for (let polygon = footprintPolygon[b]; polygon < footprintPolygon[b + 1]; polygon++) {
      const ringStart = polygonRing[polygon]
      const ringEnd = polygonRing[polygon + 1]
      flat.length = cornerOf.length = holes.length = 0
      const firstCorner = at
      for (let ring = ringStart; ring < ringEnd; ring++) {
        const start = ringPoint[ring]
        const end = ringPoint[ring + 1]
        if (end - start < 3) continue
        if (ring > ringStart) holes.push(flat.length / 2)
        let area = 0
        for (let i = start, j = end - 1; i < end; j = i++) area += points[j * 2] * points[i * 2 + 1] - points[i * 2] * points[j * 2 + 1]
        // Outer rings run counter-clockwise and holes clockwise, or half of the walls would show their backs.
        const reverse = area < 0 === (ring === ringStart)
        const ringFirst = at
        for (let k = 0; k < end - start; k++) {
          const i = reverse ? end - 1 - k : start + k
          const x = commonX(points[i * 2]) - origin[0]
          const y = commonY(points[i * 2 + 1]) - origin[1]
          positions[at * 4] = x
          positions[at * 4 + 1] = y
          corners[at * 4 + 2] = b
          flat.push(x, y)
          cornerOf.push(at)
          at++
        }
        positions[at * 4] = positions[ringFirst * 4]
        positions[at * 4 + 1] = positions[ringFirst * 4 + 1]
        corners[at * 4 + 2] = NO_WALL
        at++
      }
      if (holes.length === 0 && isConvex(flat)) {
        // Most footprints are rectangles: a fan needs no triangulation.
        for (let k = 2; k < cornerOf.length; k++) {
          roofIndices[roofLength++] = firstCorner
          roofIndices[roofLength++] = firstCorner + k - 1
          roofIndices[roofLength++] = firstCorner + k
        }
      } else {
        const triangles = earcut(flat, holes.length ? holes : undefined, 2)
        // Which way round earcut turns is its own affair; roofs must look up.
        for (let k = 0; k < triangles.length; k += 3) {
          const [p, q, r] = [triangles[k], triangles[k + 1], triangles[k + 2]]
          const up = turn(flat, p, q, r) >= 0
          roofIndices[roofLength++] = cornerOf[p]
          roofIndices[roofLength++] = cornerOf[up ? q : r]
          roofIndices[roofLength++] = cornerOf[up ? r : q]
        }
      }
    }
  }

  const tableRows = Math.max(1, Math.ceil(count / TABLE_WIDTH))
  const table = new Uint32Array(tableRows * TABLE_WIDTH * 4)
  for (let b = 0; b < count; b++) {
    table[b * 4] = slotOffset[b] + SLOT_FLAT
    table[b * 4 + 1] = storeyCount[b]
    table[b * 4 + 2] = Math.round(Math.max(heightMetres[b] || 0, LEAST_HEIGHT_METRES) * 100)
  }
  return {
    origin, commonPerMetre: commonPerMetre((south + north) / 2),
    corners, cornerRows, wallCount: at,
    roofIndices: roofIndices.slice(0, roofLength), table, tableRows,
  }
}

/** A shed without a height still stands up from the ground. */
const LEAST_HEIGHT_METRES = 3

const turn = (flat: number[], p: number, q: number, r: number): number =>
  (flat[q * 2] - flat[p * 2]) * (flat[r * 2 + 1] - flat[p * 2 + 1]) - (flat[q * 2 + 1] - flat[p * 2 + 1]) * (flat[r * 2] - flat[p * 2])

function isConvex(flat: number[]): boolean {
  const n = flat.length / 2
  if (n < 4) return true
  // Turning left everywhere is convex only if one walks round once: a five-pointed star turns left everywhere, too.
  if (n > 8) return false
  let reversals = 0
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n
    const k = (i + 2) % n
    if (turn(flat, i, j, k) < 0) return false
    if (flat[j * 2] >= flat[i * 2] !== flat[k * 2] >= flat[j * 2]) reversals++
  }
  return reversals <= 2
}
