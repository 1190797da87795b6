/** CGCS2000's ellipsoid: semi-major axis in metres and flattening (GB 22021-2008); WGS84's differs by 0.1 mm. */
const A = 6378137
const F = 1 / 298.257222101
/** Easting of the central meridian in metres: keeps all eastings of a zone positive. */
const FALSE_EASTING = 500_000

const N = F / (2 - F)
const N2 = N * N
const N3 = N2 * N
const MERIDIAN_RADIUS = (A / (1 + N)) * (1 + N2 / 4 + (N2 * N2) / 64)
const BETA = [N / 2 - (2 * N2) / 3 + (37 * N3) / 96, N2 / 48 + N3 / 15, (17 * N3) / 480]
const DELTA = [2 * N - (2 * N2) / 3 - 2 * N3, (7 * N2) / 3 - (8 * N3) / 5, (56 * N3) / 15]

/**
 * Gauss-Krüger metres (easting without zone number, northing) → `[lng, lat]` in degrees on CGCS2000, which is WGS84 to
 * within centimetres. Krüger's series to the third order, better than 1 mm inside a 6° zone (Karney 2011, eq. 35–37).
 */
export function gaussKruegerToLngLat(
  eastingMetres: number, northingMetres: number, centralMeridian: number,
): [number, number] {
  const xi = northingMetres / MERIDIAN_RADIUS
  const eta = (eastingMetres - FALSE_EASTING) / MERIDIAN_RADIUS
  let xiPrime = xi
  let etaPrime = eta
  for (let order = 1; order <= 3; order++) {
    xiPrime -= BETA[order - 1] * Math.sin(2 * order * xi) * Math.cosh(2 * order * eta)
    etaPrime -= BETA[order - 1] * Math.cos(2 * order * xi) * Math.sinh(2 * order * eta)
  }
  const chi = Math.asin(Math.sin(xiPrime) / Math.cosh(etaPrime))
  let latitude = chi
  for (let order = 1; order <= 3; order++) latitude += DELTA[order - 1] * Math.sin(2 * order * chi)
  const longitude = Math.atan2(Math.sinh(etaPrime), Math.cos(xiPrime))
  return [centralMeridian + (longitude * 180) / Math.PI, (latitude * 180) / Math.PI]
}
