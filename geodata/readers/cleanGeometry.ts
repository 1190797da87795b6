import type { Geometry } from 'geojson'
import { cleanLine, cleanRing } from './cleanRing.ts'
import type { Flaw, Ring } from './cleanRing.ts'
import type { Converter } from './createConverter.ts'

export interface CleanGeometry {
  polygons: Ring[][]
  lines: Ring[]
  vertexCount: number
}

/** A collection in a collection in a … : real files have one level. */
const DEEPEST_COLLECTION = 8

/**
 * The areas and lines of a geometry on WGS84, or the first flaw found. Members of a collection are taken together;
 * points are left out.
 */
export function cleanGeometry(geometry: Geometry, convert: Converter): CleanGeometry | Flaw {
  const clean: CleanGeometry = { polygons: [], lines: [], vertexCount: 0 }
  return addGeometry(clean, geometry, convert, 0) ?? clean
}

function addGeometry(clean: CleanGeometry, geometry: Geometry, convert: Converter, depth: number): Flaw | null {
  // Typed as GeoJSON, but it comes out of a file: every member may be anything.
  switch (geometry?.type) {
    case 'Polygon':
      return addPolygon(clean, geometry.coordinates, convert)
    case 'MultiPolygon':
      return addEach(geometry.coordinates, (polygon) => addPolygon(clean, polygon, convert))
    case 'LineString':
      return addLine(clean, geometry.coordinates, convert)
    case 'MultiLineString':
      return addEach(geometry.coordinates, (line) => addLine(clean, line, convert))
    case 'GeometryCollection':
      if (depth >= DEEPEST_COLLECTION) return { code: 'broken-feature' }
      return addEach(geometry.geometries, (member) => addGeometry(clean, member as Geometry, convert, depth + 1))
    case 'Point':
    case 'MultiPoint':
      return null
    default:
      return { code: 'broken-feature' }
  }
}

function addEach(members: unknown, add: (member: unknown) => Flaw | null): Flaw | null {
  if (!Array.isArray(members)) return { code: 'coordinates-not-numbers' }
  for (const member of members) {
    const flaw = add(member)
    if (flaw) return flaw
  }
  return null
}

function addPolygon(clean: CleanGeometry, rings: unknown, convert: Converter): Flaw | null {
  if (!Array.isArray(rings)) return { code: 'coordinates-not-numbers' }
  if (rings.length === 0) return null
  const polygon: Ring[] = []
  for (const positions of rings) {
    const ring = cleanRing(positions, convert)
    if (!Array.isArray(ring)) return ring
    clean.vertexCount += ring.length
    polygon.push(ring)
  }
  clean.polygons.push(polygon)
  return null
}

function addLine(clean: CleanGeometry, positions: unknown, convert: Converter): Flaw | null {
  const line = cleanLine(positions, convert)
  if (!Array.isArray(line)) return line
  clean.vertexCount += line.length
  clean.lines.push(line)
  return null
}
