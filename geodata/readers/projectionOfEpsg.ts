import type { SourceProjection } from './sourceFeature.ts'

/**
 * How coordinates of an EPSG system become degrees, or null when the system is not one that we convert: WGS84,
 * CGCS2000 (degrees and all Gauss-Krüger zones), web mercator. Numbers: epsg.org, 4490–4554.
 */
export function projectionOfEpsg(code: number): SourceProjection | null {
  if (code === 0 || code === 4326 || code === 4490 || code === 4979 || code === 4480) return { kind: 'degrees' }
  if (code === 3857 || code === 900913 || code === 102100) return { kind: 'web-mercator' }
  // 6° zones 13–23 and 3° zones 25–45 with the zone number in the easting …
  if ((code >= 4491 && code <= 4501) || (code >= 4513 && code <= 4533)) return { kind: 'gauss-krueger', centralMeridian: null }
  // … and the same without it.
  if (code >= 4502 && code <= 4512) return { kind: 'gauss-krueger', centralMeridian: 75 + 6 * (code - 4502) }
  if (code >= 4534 && code <= 4554) return { kind: 'gauss-krueger', centralMeridian: 75 + 3 * (code - 4534) }
  return null
}
