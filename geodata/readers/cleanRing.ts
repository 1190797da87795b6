import type { Converter } from './createConverter.ts'
import { findSelfCrossing } from './findSelfCrossing.ts'
import type { RejectionCode } from './reasons.ts'

/** Coordinates are kept to 1e-7 degrees (1 cm), OpenStreetMap's own resolution. */
const UNITS_PER_DEGREE = 1e7
/** A ring is cleaned and checked in one go; more points would hold up other requests for half a second and longer. */
const MOST_POINTS = 100_000

export type Ring = [number, number][]
export type Flaw = { code: RejectionCode, detail?: string | number }

/**
 * One ring of a file → closed, on WGS84, rounded to 1e-7°, without repeated vertices; or what is wrong with it.
 * `positions` may hold anything.
 */
export function cleanRing(positions: unknown, convert: Converter): Ring | Flaw {
  const flat = cleanPositions(positions, convert)
  if (!(flat instanceof Int32Array)) return flat
  const closed = closeRing(flat)
  if (closed.length < 8) return { code: 'too-few-points' }
  // Before the area: the two halves of a bow-tie cancel each other out.
  const crossing = findSelfCrossing(closed)
  if (crossing >= 0) {
    return { code: 'self-crossing', detail: `${closed[2 * crossing] / UNITS_PER_DEGREE}, ${closed[2 * crossing + 1] / UNITS_PER_DEGREE}` }
  }
  if (twiceArea(closed) === 0) return { code: 'no-area' }
  return toPositions(closed)
}

/** A line of a file → on WGS84, rounded, without repeated vertices, at least two of them; or what is wrong with it. */
export function cleanLine(positions: unknown, convert: Converter): Ring | Flaw {
  const flat = cleanPositions(positions, convert)
  if (!(flat instanceof Int32Array)) return flat
  return flat.length < 4 ? { code: 'line-too-short' } : toPositions(flat)
}

/** Flat whole units of 1e-7°: exact to compare, and half the memory. */
function cleanPositions(positions: unknown, convert: Converter): Int32Array | Flaw {
  if (!Array.isArray(positions)) return { code: 'coordinates-not-numbers' }
  if (positions.length > MOST_POINTS) return { code: 'too-many-points', detail: positions.length }
  const flat = new Int32Array(positions.length * 2)
  let length = 0
  // HOT: every vertex of every file.
  for (const position of positions) {
    const x: unknown = position?.[0]
    const y: unknown = position?.[1]
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
      return { code: 'coordinates-not-numbers' }
    }
    const [lng, lat] = convert(x, y)
    if (!(lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180)) {
      return { code: nameRangeFlaw(lng, lat), detail: `${x}, ${y}` }
    }
    const wholeX = Math.round(lng * UNITS_PER_DEGREE)
    const wholeY = Math.round(lat * UNITS_PER_DEGREE)
    if (length > 0 && flat[length - 2] === wholeX && flat[length - 1] === wholeY) continue
    flat[length++] = wholeX
    flat[length++] = wholeY
  }
  return flat.subarray(0, length)
}

/** Larger numbers are metres of a projection, not degrees gone wrong. */
const LARGEST_DEGREES = 1000

function nameRangeFlaw(lng: number, lat: number): RejectionCode {
  if (Math.abs(lat) <= 180 && Math.abs(lng) <= 90) return 'coordinates-swapped'
  return Math.abs(lng) > LARGEST_DEGREES || Math.abs(lat) > LARGEST_DEGREES ? 'coordinates-projected' : 'coordinates-out-of-range'
}

function closeRing(flat: Int32Array): Int32Array {
  const length = flat.length
  if (length < 2 || (flat[0] === flat[length - 2] && flat[1] === flat[length - 1])) return flat
  const closed = new Int32Array(length + 2)
  closed.set(flat)
  closed[length] = flat[0]
  closed[length + 1] = flat[1]
  return closed
}

function twiceArea(ring: Int32Array): number {
  let area = 0
  // Relative to the first vertex, or the products outgrow what a double holds exactly.
  for (let i = 2; i + 3 < ring.length; i += 2) {
    area += (ring[i] - ring[0]) * (ring[i + 3] - ring[1]) - (ring[i + 2] - ring[0]) * (ring[i + 1] - ring[1])
  }
  return area
}

function toPositions(flat: Int32Array): Ring {
  const ring: Ring = new Array(flat.length / 2)
  for (let i = 0; i < ring.length; i++) ring[i] = [flat[2 * i] / UNITS_PER_DEGREE, flat[2 * i + 1] / UNITS_PER_DEGREE]
  return ring
}
