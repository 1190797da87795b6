import type { Random } from './createRandom.ts'
import { halveRing } from './plane/halveRing.ts'
import { orientedBox } from './plane/orientedBox.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringArea } from './plane/ringArea.ts'

/** Halves a ring across its longer side until the lots are about as large as wanted. */
export function cutLots(ring: Ring, lotSquareMetres: number, random: Random): Ring[] {
  if (ringArea(ring) < lotSquareMetres * random.between(1.1, 1.9)) return [ring]
  const box = orientedBox(ring)
  const along = box.length * random.between(-0.14, 0.14)
  const through: Point = [box.center[0] + Math.cos(box.angle) * along, box.center[1] + Math.sin(box.angle) * along]
  const parts = halveRing(ring, through, box.angle + Math.PI / 2 + random.between(-0.06, 0.06))
  return parts.length < 2 ? [ring] : parts.flatMap((part) => cutLots(part, lotSquareMetres, random))
}
