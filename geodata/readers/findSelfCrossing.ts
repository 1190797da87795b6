import Flatbush from 'flatbush'

/** Below this many edges comparing all pairs is faster than building an index. */
const FEWEST_FOR_INDEX = 40
/** Pairs compared before we give up on a ring (about half a second); real outlines of 100,000 points need far fewer. */
const MOST_PAIRS = 20_000_000

/**
 * Where a ring crosses itself, as the index of one of the two edges (edge i goes from vertex i to i + 1), or -1.
 * The ring is closed, flat `[x0, y0, x1, y1, …]`, in whole units of 1e-7 degrees: with whole numbers the test is
 * exact for rings up to 9° wide. A ring that only touches itself in a point, or runs back on itself, is let pass:
 * maps are full of them and they can be drawn. A ring too tangled to check in time counts as crossing. Throws nothing.
 */
export function findSelfCrossing(ring: Int32Array): number {
  const edgeCount = ring.length / 2 - 1
  if (edgeCount < 4) return -1
  return edgeCount < FEWEST_FOR_INDEX ? compareAllPairs(ring, edgeCount) : compareByIndex(ring, edgeCount)
}

function compareAllPairs(ring: Int32Array, edgeCount: number): number {
  for (let i = 0; i < edgeCount - 2; i++) {
    for (let j = i + 2; j < edgeCount; j++) {
      if (edgesCross(ring, edgeCount, i, j)) return i
    }
  }
  return -1
}

function compareByIndex(ring: Int32Array, edgeCount: number): number {
  const index = new Flatbush(edgeCount, 16, Int32Array)
  for (let i = 0; i < edgeCount; i++) {
    const x0 = ring[2 * i], y0 = ring[2 * i + 1], x1 = ring[2 * i + 2], y1 = ring[2 * i + 3]
    index.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1))
  }
  index.finish()
  let found = -1
  let pairs = 0
  for (let i = 0; i < edgeCount && found < 0; i++) {
    const x0 = ring[2 * i], y0 = ring[2 * i + 1], x1 = ring[2 * i + 2], y1 = ring[2 * i + 3]
    index.search(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1), (j) => {
      pairs++
      if (found < 0 && j > i + 1 && edgesCross(ring, edgeCount, i, j)) found = i
      return false
    })
    if (pairs > MOST_PAIRS) return i
  }
  return found
}

function edgesCross(ring: Int32Array, edgeCount: number, i: number, j: number): boolean {
  // The first and the last edge are neighbours too.
  if (i === 0 && j === edgeCount - 1) return false
  const a = 2 * i, b = a + 2, c = 2 * j, d = c + 2
  const sideOfC = side(ring, a, b, c)
  const sideOfD = side(ring, a, b, d)
  if (sideOfC * sideOfD > 0) return false
  const sideOfA = side(ring, c, d, a)
  const sideOfB = side(ring, c, d, b)
  if (sideOfA * sideOfB > 0) return false
  if (sideOfA !== 0 && sideOfB !== 0 && sideOfC !== 0 && sideOfD !== 0) return true
  // A vertex lies exactly on the other edge: it crosses if the outline goes on at the other side.
  return passesThrough(ring, edgeCount, j, c, d, sideOfC, sideOfD, a, b)
    || passesThrough(ring, edgeCount, i, a, b, sideOfA, sideOfB, c, d)
}

/** Edge `edge` (from vertex `from` to `to`) ends on the inside of segment p–q, and the edge after it leaves at the other side. */
function passesThrough(
  ring: Int32Array, edgeCount: number, edge: number, from: number, to: number, sideOfFrom: number, sideOfTo: number,
  p: number, q: number,
): boolean {
  if (sideOfTo !== 0 || sideOfFrom === 0 || !isStrictlyBetween(ring, p, q, to)) return false
  const next = 2 * ((edge + 2) % edgeCount)
  return from !== next && side(ring, p, q, next) * sideOfFrom < 0
}

function side(ring: Int32Array, p: number, q: number, r: number): number {
  const value = (ring[q] - ring[p]) * (ring[r + 1] - ring[p + 1]) - (ring[q + 1] - ring[p + 1]) * (ring[r] - ring[p])
  return value > 0 ? 1 : value < 0 ? -1 : 0
}

function isStrictlyBetween(ring: Int32Array, p: number, q: number, r: number): boolean {
  const dot = (ring[r] - ring[p]) * (ring[q] - ring[r]) + (ring[r + 1] - ring[p + 1]) * (ring[q + 1] - ring[r + 1])
  return dot > 0
}
