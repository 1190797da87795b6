import type { Layout } from '../../../server/protocol/layout.ts'

/** Metres: what is framed around a single building, so that it is seen among its neighbours. */
const SURROUNDINGS_METRES = 45
const METRES_PER_DEGREE = 111_320

/**
 * The points that a camera must show for a node: a building's corners on the ground and at its roof, a boundary,
 * a campus's surroundings; all of the town for null. Longitude, latitude, metres.
 */
export function framedPoints(layout: Layout, node: number | null): [number, number, number][] {
  const { head, footprintPolygon, boundaryPolygon, lngLat } = layout
  if (node === null) return townPoints(layout)
  const building = node - head.firstBuilding
  if (building >= 0 && building < head.buildingCount) {
    const box = boxOf(layout, footprintPolygon[building], footprintPolygon[building + 1])
    return box ? corners(grown(box, SURROUNDINGS_METRES), 0).concat(corners(box, layout.heightMetres[building])) : []
  }
  if (node < head.firstBuilding) {
    const box = boundaryPoints(layout, boundaryPolygon[node], boundaryPolygon[node + 1])
    if (box.length) return box
  }
  // A place without a shape: what lies below it, or its point.
  const children = childBox(layout, node)
  if (children) return corners(grown(children, SURROUNDINGS_METRES), 0)
  const [lng, lat] = [lngLat[node * 2], lngLat[node * 2 + 1]]
  return Number.isFinite(lng) && Number.isFinite(lat) ? corners(grown([lng, lat, lng, lat], SURROUNDINGS_METRES * 3), 0) : []
}

type Box = [west: number, south: number, east: number, north: number]

/**
 * The committees' boundaries if there are any, else the buildings: a district around them, or the ground alone, may
 * reach far beyond the town.
 */
function townPoints(layout: Layout): [number, number, number][] {
  const { head, boundaryPolygon, footprintPolygon } = layout
  const boundaries: [number, number, number][] = []
  for (let node = 0; node < head.firstBuilding; node++) {
    if (head.nodes[node].kind === 'committee') boundaries.push(...boundaryPoints(layout, boundaryPolygon[node], boundaryPolygon[node + 1]))
  }
  if (boundaries.length) return boundaries
  const box = boxOf(layout, footprintPolygon[0], footprintPolygon[head.buildingCount]) ?? head.bounds
  return box ? corners(box, 0) : []
}

function boundaryPoints(layout: Layout, from: number, to: number): [number, number, number][] {
  const points: [number, number, number][] = []
  for (let i = layout.ringPoint[layout.polygonRing[from]]; i < layout.ringPoint[layout.polygonRing[to]]; i++) points.push([layout.points[i * 2], layout.points[i * 2 + 1], 0])
  return points
}

function boxOf(layout: Layout, from: number, to: number): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = layout.ringPoint[layout.polygonRing[from]]; i < layout.ringPoint[layout.polygonRing[to]]; i++) stretch(box, layout.points[i * 2], layout.points[i * 2 + 1])
  return box[0] <= box[2] ? box : null
}

function childBox(layout: Layout, node: number): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (let child = 0; child < layout.parent.length; child++) {
    if (layout.parent[child] === node && Number.isFinite(layout.lngLat[child * 2])) stretch(box, layout.lngLat[child * 2], layout.lngLat[child * 2 + 1])
  }
  return box[0] <= box[2] ? box : null
}

function stretch(box: Box, lng: number, lat: number): void {
  box[0] = Math.min(box[0], lng)
  box[1] = Math.min(box[1], lat)
  box[2] = Math.max(box[2], lng)
  box[3] = Math.max(box[3], lat)
}

function grown([west, south, east, north]: Box, metres: number): Box {
  const lat = metres / METRES_PER_DEGREE
  const lng = lat / Math.cos((south * Math.PI) / 180)
  return [west - lng, south - lat, east + lng, north + lat]
}

const corners = ([west, south, east, north]: Box, metres: number): [number, number, number][] =>
  [[west, south, metres], [east, south, metres], [east, north, metres], [west, north, metres]]
