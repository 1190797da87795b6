import type { Point, Ring } from './Point.ts'

/** Corners sharper than about 25° become short arcs, as kerbs do; never longer than a third of an edge. */
export function roundCorners(ring: readonly Point[], radiusMetres: number, pieces = 3): Ring {
  const rounded: Ring = []
  ring.forEach((corner, at) => {
    const before = ring[(at + ring.length - 1) % ring.length], after = ring[(at + 1) % ring.length]
    const inLength = Math.sqrt((corner[0] - before[0]) ** 2 + (corner[1] - before[1]) ** 2)
    const outLength = Math.sqrt((after[0] - corner[0]) ** 2 + (after[1] - corner[1]) ** 2)
    const cosine = ((corner[0] - before[0]) * (after[0] - corner[0]) + (corner[1] - before[1]) * (after[1] - corner[1]))
      / (inLength * outLength)
    if (cosine > 0.9) {
      rounded.push(corner)
      return
    }
    const cut = Math.min(radiusMetres, inLength / 3, outLength / 3)
    // Next to a very short edge an arc would fold up.
    if (cut < 0.5) {
      rounded.push(corner)
      return
    }
    const start = towards(corner, before, cut / inLength)
    const end = towards(corner, after, cut / outLength)
    for (let piece = 0; piece <= pieces; piece++) {
      const t = piece / pieces, s = 1 - t
      rounded.push([
        s * s * start[0] + 2 * s * t * corner[0] + t * t * end[0],
        s * s * start[1] + 2 * s * t * corner[1] + t * t * end[1],
      ])
    }
  })
  return rounded
}

function towards(from: Point, to: Point, share: number): Point {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}
