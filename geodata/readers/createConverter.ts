import gcoord from 'gcoord'
import { gaussKruegerToLngLat } from './gaussKruegerToLngLat.ts'
import type { SourceProjection } from './sourceFeature.ts'

export type CoordinateSystem = 'wgs84' | 'gcj02' | 'bd09' | 'cgcs2000'

/** File coordinates → `[lng, lat]` on WGS84 in degrees; what cannot be degrees comes back as it was (checked later). */
export type Converter = (x: number, y: number) => [number, number]

export function createConverter(projection: SourceProjection, crs: CoordinateSystem): Converter {
  const toDegrees = createProjector(projection, crs)
  if (crs !== 'gcj02' && crs !== 'bd09') return toDegrees
  const from = crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09
  return (x, y) => {
    const lngLat = toDegrees(x, y)
    return isWellInsideChina(lngLat) ? gcoord.transform(lngLat, from, gcoord.WGS84) : lngLat
  }
}

function createProjector(projection: SourceProjection, crs: CoordinateSystem): Converter {
  switch (projection.kind) {
    case 'degrees':
      // CGCS2000 metres often come without any word about it; only the zone number in front says so.
      return crs === 'cgcs2000' ? (x, y) => (Math.abs(x) > 360 ? withZoneNumber(x, y) : [x, y]) : (x, y) => [x, y]
    case 'web-mercator':
      return (x, y) => gcoord.transform([x, y], gcoord.EPSG3857, gcoord.WGS84)
    case 'gauss-krueger': {
      const { centralMeridian } = projection
      return centralMeridian === null ? withZoneNumber : (x, y) => gaussKruegerToLngLat(x, y, centralMeridian)
    }
  }
}

function withZoneNumber(x: number, y: number): [number, number] {
  const zone = Math.floor(x / 1_000_000)
  // Zones 13–23 are 6° wide, 25–45 are 3° wide; the numbers do not overlap on purpose (GB/T 17798).
  const centralMeridian = zone >= 13 && zone <= 23 ? 6 * zone - 3 : zone >= 25 && zone <= 45 ? 3 * zone : null
  return centralMeridian === null ? [x, y] : gaussKruegerToLngLat(x - zone * 1_000_000, y, centralMeridian)
}

/**
 * gcoord turns GCJ-02 back by iterating, and at the edge of the box in which it shifts (72.004–137.8347° E,
 * 0.8293–55.8271° N) the iteration jumps in and out for ever: never hand it a point within 0.1° of that edge.
 */
function isWellInsideChina([lng, lat]: [number, number]): boolean {
  return lng > 72.11 && lng < 137.73 && lat > 0.93 && lat < 55.72
}
