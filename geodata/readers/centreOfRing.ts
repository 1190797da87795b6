import type { Ring } from './cleanRing.ts'

/** The centroid of the area of a closed ring, `[lng, lat]`; flat-earth, good for anything smaller than a city. */
export function centreOfRing(ring: Ring): [number, number] {
  const [x0, y0] = ring[0]
  let twice = 0, x = 0, y = 0
  for (let i = 1; i < ring.length; i++) {
    const ax = ring[i - 1][0] - x0, ay = ring[i - 1][1] - y0, bx = ring[i][0] - x0, by = ring[i][1] - y0
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return twice === 0 ? [x0, y0] : [round(x0 + x / (3 * twice)), round(y0 + y / (3 * twice))]
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
