import type { Point, Ring } from './plane/Point.ts'
import { ringIsWithin } from './plane/ringIsWithin.ts'
import { ringsAreApart } from './plane/ringsAreApart.ts'
import { standShape } from './plane/standShape.ts'

/** The largest copy of a shape (drawn around the origin) that stands at `center` within the yard and clear of the others. */
export function fitShape(
  yard: Ring, shape: readonly Point[], center: Point, angle: number, smallest: number, clear: readonly Ring[] = [], gapMetres = 4,
): Ring | null {
  for (let scale = 1; scale >= smallest; scale -= 0.06) {
    const ring = standShape(shape, center, angle, scale)
    if (ringIsWithin(ring, yard) && clear.every((other) => ringsAreApart(ring, other, gapMetres))) return ring
  }
  return null
}
