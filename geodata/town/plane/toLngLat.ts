import type { Point } from './Point.ts'

/** Where the town's metres begin: an invented place, on real ground only so that coordinate systems can be told apart. */
const ORIGIN_LNG_LAT: readonly [number, number] = [121.49, 31.18]
const METRES_PER_DEGREE_EAST = 95_333
const METRES_PER_DEGREE_NORTH = 110_870

/** WGS84 degrees, rounded to 1 cm: the same point gives the same digits wherever it is used. */
export function toLngLat([x, y]: Point): [number, number] {
  return [
    Math.round((ORIGIN_LNG_LAT[0] + x / METRES_PER_DEGREE_EAST) * 1e7) / 1e7,
    Math.round((ORIGIN_LNG_LAT[1] + y / METRES_PER_DEGREE_NORTH) * 1e7) / 1e7,
  ]
}
