import Flatbush from 'flatbush'
import type { NodeKind } from '../protocol/entities.ts'
import type { Registers } from './registers.ts'

/** Which place's boundary holds a point: of the first kind that has one, or -1. Built once per layout. */
export function findPlaceAt(registers: Registers): (lng: number, lat: number, kinds: NodeKind[]) => number {
  const { geometry } = registers
  const polygons: { place: number; polygon: number }[] = []
  registers.places.forEach((place, index) => {
    if (place.shape < 0) return
    const [first, end] = geometry.polygonsOf(place.shape)
    for (let polygon = first; polygon < end; polygon++) polygons.push({ place: index, polygon })
  })
  if (polygons.length === 0) return () => -1
  const index = new Flatbush(polygons.length)
  for (const { polygon } of polygons) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    const points = geometry.pointsOf(geometry.ringsOf(polygon)[0])
    for (let i = 0; i < points.length; i += 2) {
      west = Math.min(west, points[i])
      east = Math.max(east, points[i])
      south = Math.min(south, points[i + 1])
      north = Math.max(north, points[i + 1])
    }
    index.add(west, south, east, north)
  }
  index.finish()
  return (lng, lat, kinds) => {
    if (Number.isNaN(lng)) return -1
    const hits = index.search(lng, lat, lng, lat).map((hit) => polygons[hit])
    for (const kind of kinds) {
      for (const { place, polygon } of hits) {
        if (registers.places[place].kind !== kind) continue
        const [first, end] = geometry.ringsOf(polygon)
        if (!isInside(geometry.pointsOf(first), lng, lat)) continue
        let inHole = false
        for (let ring = first + 1; ring < end; ring++) if (isInside(geometry.pointsOf(ring), lng, lat)) inHole = true
        if (!inHole) return place
      }
    }
    return -1
  }
}

function isInside(points: Float64Array, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    if (points[i + 1] > y !== points[j + 1] > y && x < ((points[j] - points[i]) * (y - points[i + 1])) / (points[j + 1] - points[i + 1]) + points[i]) inside = !inside
  }
  return inside
}
