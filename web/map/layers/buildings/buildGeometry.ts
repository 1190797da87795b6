import earcut from 'earcut'
import { type Layout, SLOT_FLAT } from '../../../../server/protocol/layout.ts'
import { commonPerMetre, commonX, commonY } from '../../toCommon.ts'

/** Bytes of a vertex: offset x and y as f32 in common units; building, and `packed` (see below), as u32. */
export const VERTEX_BYTES = 16
const WORDS = VERTEX_BYTES / 4
/** Buildings in one row of the building table; a power of two, so that the shader shifts instead of dividing. */
export const TABLE_WIDTH = 1024
export const INDICES_PER_WALL = 6

/**
 * Everything the GPU needs of the buildings, written once per layout.
 *
 * A ring of n points becomes n + 1 corners (the first repeats), a corner two vertices: foot, then top. Walls share
 * them with their neighbours and with the roof. What is flat across a wall (its shade) is taken from the last vertex
 * of each triangle, which is always one of the corner where the wall starts.
 *
 * `packed`: bit 0 top · bits 1–8 shade of the wall that starts here, 255 = full light · bits 9–31 way along the ring, cm.
 */
export interface BuildingGeometry {
  /** Common-space position (web Mercator, 512 units round the world) that every offset is relative to; a double's precision stays here. */
  origin: [x: number, y: number]
  /** Common units in a metre at the origin. */
  commonPerMetre: number
  /** VERTEX_BYTES each. */
  vertices: Uint32Array
  wallIndices: Uint32Array
  roofIndices: Uint32Array
  /** Per building four u32: slot offset, drawn storeys, height in centimetres, 0; rows of TABLE_WIDTH. */
  table: Uint32Array
  tableRows: number
}

/** Late-afternoon sun from the south-west: roofs are brightest, and two walls of a house never look alike. */
const SUN = [-0.55, -0.835]
const SHADE = { least: 0.56, sun: 0.3, east: 0.05 }

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
  const perMetre = commonPerMetre((south + north) / 2)
  const vertices = new Uint32Array((pointCount + (lastRing - firstRing)) * 2 * WORDS)
  const positions = new Float32Array(vertices.buffer)
  const wallIndices = new Uint32Array(pointCount * INDICES_PER_WALL)
  let wallLength = 0
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
        const ringFirst = flat.length
        const corners = end - start
        for (let k = 0; k < corners; k++) {
          const i = reverse ? end - 1 - k : start + k
          flat.push(commonX(points[i * 2]) - origin[0], commonY(points[i * 2 + 1]) - origin[1])
          cornerOf.push(at + k)
        }
        let way = 0
        for (let k = 0; k <= corners; k++) {
          const here = ringFirst + (k % corners) * 2
          const next = ringFirst + ((k + 1) % corners) * 2
          const dx = flat[next] - flat[here]
          const dy = flat[next + 1] - flat[here + 1]
          const length = Math.hypot(dx, dy) || 1
          const shade = SHADE.least + SHADE.sun * Math.max(0, (dy * SUN[0] - dx * SUN[1]) / length) + (SHADE.east * dy) / length
          const packed = ((Math.min(255, Math.round(shade * 255)) << 1) | (Math.min(MOST_WAY, Math.round((way / perMetre) * 100)) << 9)) >>> 0
          for (let top = 0; top < 2; top++) {
            const word = (at * 2 + top) * WORDS
            positions[word] = flat[here]
            positions[word + 1] = flat[here + 1]
            vertices[word + 2] = b
            vertices[word + 3] = packed | top
          }
          if (k < corners) {
            const foot = at * 2
            // Two triangles, counter-clockwise from outside, the last vertex of both at the wall's start.
            wallIndices[wallLength] = foot
            wallIndices[wallLength + 1] = foot + 2
            wallIndices[wallLength + 2] = foot + 1
            wallIndices[wallLength + 3] = foot + 2
            wallIndices[wallLength + 4] = foot + 3
            wallIndices[wallLength + 5] = foot + 1
            wallLength += INDICES_PER_WALL
          }
          way += length
          at++
        }
      }
      if (holes.length === 0 && isConvex(flat)) {
        // Most footprints are rectangles: a fan needs no triangulation.
        for (let k = 2; k < cornerOf.length; k++) {
          roofIndices[roofLength++] = firstCorner * 2 + 1
          roofIndices[roofLength++] = (firstCorner + k - 1) * 2 + 1
          roofIndices[roofLength++] = (firstCorner + k) * 2 + 1
        }
      } else {
        const triangles = earcut(flat, holes.length ? holes : undefined, 2)
        // Which way round earcut turns is its own affair; roofs must look up.
        for (let k = 0; k < triangles.length; k += 3) {
          const [p, q, r] = [triangles[k], triangles[k + 1], triangles[k + 2]]
          const up = turn(flat, p, q, r) >= 0
          roofIndices[roofLength++] = cornerOf[p] * 2 + 1
          roofIndices[roofLength++] = cornerOf[up ? q : r] * 2 + 1
          roofIndices[roofLength++] = cornerOf[up ? r : q] * 2 + 1
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
    origin, commonPerMetre: perMetre, vertices: vertices.slice(0, at * 2 * WORDS), wallIndices: wallIndices.slice(0, wallLength),
    roofIndices: roofIndices.slice(0, roofLength), table, tableRows,
  }
}

/** 23 bits of centimetres: 83 km round one building. */
const MOST_WAY = 2 ** 23 - 1
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
