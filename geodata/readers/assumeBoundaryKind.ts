import type { Ring } from './cleanRing.ts'
import type { BoundaryKind } from './readBoundary.ts'

const METRES_PER_DEGREE = 111_320

/**
 * What the boundaries of a file that does not say it are: what at least half of the names end in, else what boundaries of this
 * size usually are, by the median area. A sub-district of 5.5 km² has 32
 * committees (0.17 km² each), each with several compounds; Shanghai's sub-districts and towns have 1–80 km².
 */
export function assumeBoundaryKind(boundaries: { kind?: BoundaryKind, polygons: Ring[][] }[]): BoundaryKind {
  const byName = mostCommon(boundaries.map(({ kind }) => kind))
  if (byName) return byName
  const areas = boundaries.map(({ polygons }) => areaSquareKilometres(polygons)).sort((a, b) => a - b)
  const median = areas[Math.floor(areas.length / 2)]
  if (median < 0.06) return 'compound'
  if (median < 0.8) return 'committee'
  return median < 150 ? 'subdistrict' : 'district'
}

/** The kind that at least half of the boundaries have. */
function mostCommon(kinds: (BoundaryKind | undefined)[]): BoundaryKind | undefined {
  const counts = new Map<BoundaryKind, number>()
  for (const kind of kinds) if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].find(([, count]) => count * 2 >= kinds.length)?.[0]
}

function areaSquareKilometres(polygons: Ring[][]): number {
  let area = 0
  for (const [outer] of polygons) {
    const metresPerLng = METRES_PER_DEGREE * Math.cos((outer[0][1] * Math.PI) / 180)
    let twice = 0
    for (let i = 1; i < outer.length; i++) {
      twice += (outer[i - 1][0] - outer[0][0]) * (outer[i][1] - outer[0][1]) - (outer[i][0] - outer[0][0]) * (outer[i - 1][1] - outer[0][1])
    }
    area += Math.abs(twice / 2) * metresPerLng * METRES_PER_DEGREE
  }
  return area / 1e6
}
