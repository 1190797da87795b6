import type { Random } from './createRandom.ts'
import type { SitePlan } from './Footprint.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringExtent } from './plane/ringExtent.ts'
import { ringIsWithin } from './plane/ringIsWithin.ts'
import { ringsAreApart } from './plane/ringsAreApart.ts'
import { standShape } from './plane/standShape.ts'

export interface SlabStyle {
  use: 'slab' | 'midrise'
  /** Of the rows against east, radians. */
  angle: number
  depth: number
  levels: readonly (readonly [number, number])[]
  /** Clear space between rows, as a multiple of the height: the sun must reach the ground floor in winter. */
  spacing: number
  /** Metres of front for one staircase with two or three flats a landing. */
  stairFront: number
  stairs: readonly (readonly [number, number])[]
}

const STOREY_METRES = 2.85

/** Rows of slabs that look south, as far as the yard goes, cut by a lane or two. `taken` is kept clear. */
export function placeSlabs(yard: Ring, style: SlabStyle, random: Random, taken: readonly Ring[] = []): SitePlan {
  const plan: SitePlan = { footprints: [], greens: [], paths: [] }
  const turned = standShape(yard, [0, 0], -style.angle)
  const back = (ring: readonly Point[]): Ring => standShape(ring, [0, 0], style.angle)
  const [left, bottom, right, top] = ringExtent(turned)
  const usual = random.weighted(style.levels)
  const pitch = style.depth + usual * STOREY_METRES * style.spacing

  const spines = chooseSpines(left, right, random)
  for (const x of spines) {
    const span = spansAt(turned.map(([a, b]) => [b, a] as Point), x)
    for (const [from, to] of span) if (to - from > 40) plan.paths.push(back([[x, from - 3], [x, to + 3]]))
  }
  // Rows start at the southern edge; what is left over goes to the north.
  let row = 0
  for (let y = bottom + random.between(0.5, 4); y + style.depth < top; y += pitch * random.between(0.96, 1.05), row++) {
    const levels = random.chance(0.85) ? usual : random.weighted(style.levels)
    for (const [from, to] of freeSpans(turned, y, y + style.depth, spines)) {
      let x = from + random.between(0, 3)
      while (to - x > style.stairFront * 1.4) {
        let stairs = random.weighted(style.stairs)
        while (stairs > 1 && stairs * style.stairFront > to - x) stairs--
        let length = stairs * style.stairFront * random.between(0.94, 1.06)
        const leftOver = to - x - length
        // A remainder too short for another slab makes this one a little longer.
        if (leftOver < style.stairFront * 1.9) length = Math.min(length * 1.16, to - x)
        if (length > to - x) break
        const wobble = random.chance(0.2) ? random.between(-1.6, 1.6) : 0
        // Where the drawn shape juts out of a slanted edge, a plain one, then a plain one further in.
        const tries: [Point[], number][] = [
          [drawSlab(length, style.depth, stairs, random), wobble],
          [drawPlain(length, style.depth), 0],
          [drawPlain(length * 0.86, style.depth * 0.94), 0.4],
        ]
        for (const [shape, shift] of tries) {
          const ring = back(shape.map(([a, b]): Point => [a + x, b + y + shift]))
          if (!ringIsWithin(ring, yard) || !taken.every((other) => ringsAreApart(ring, other, 5))) continue
          const center = back([[x + length / 2, y + style.depth / 2]])[0]
          plan.footprints.push({ use: style.use, rings: [ring], levels, stairs, center })
          break
        }
        x += length + random.between(5, 8.5)
      }
    }
  }
  return plan
}

/** Lanes across the rows: none in a small yard, one every 110–170 m in a large one. */
function chooseSpines(left: number, right: number, random: Random): number[] {
  const width = right - left
  const count = width < 90 ? 0 : Math.max(1, Math.round(width / random.between(115, 170)))
  const spines: number[] = []
  for (let at = 1; at <= count; at++) spines.push(left + (width * at) / (count + 1) + random.between(-14, 14))
  return spines
}

/** Where the horizontal line at `y` runs inside the ring. */
function spansAt(ring: readonly Point[], y: number): [number, number][] {
  const crossings: number[] = []
  ring.forEach((a, at) => {
    const b = ring[(at + 1) % ring.length]
    if (a[1] > y !== b[1] > y) crossings.push(a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]))
  })
  crossings.sort((one, other) => one - other)
  const spans: [number, number][] = []
  for (let at = 0; at + 1 < crossings.length; at += 2) spans.push([crossings[at], crossings[at + 1]])
  return spans
}

function freeSpans(ring: readonly Point[], y0: number, y1: number, spines: readonly number[]): [number, number][] {
  let spans = spansAt(ring, y0)
  for (const y of [(y0 + y1) / 2, y1]) {
    const others = spansAt(ring, y)
    spans = spans.flatMap(([from, to]) => others
      .map(([otherFrom, otherTo]): [number, number] => [Math.max(from, otherFrom) + 0.3, Math.min(to, otherTo) - 0.3])
      .filter(([a, b]) => b > a))
  }
  for (const spine of spines) {
    spans = spans.flatMap(([from, to]): [number, number][] =>
      spine > from && spine < to ? [[from, spine - 4.5], [spine + 4.5, to]] : [[from, to]])
  }
  return spans
}

/** From the lower left corner. Plain, stepped by staircase, with stair towers to the north, or with a wing. */
function drawSlab(length: number, depth: number, stairs: number, random: Random): Point[] {
  const style = random.next()
  const part = length / Math.max(1, stairs)
  if (stairs > 1 && style < 0.2) {
    // Stepped: each staircase stands a little forward of the last.
    const step = random.between(1, 2.6) * (random.chance(0.5) ? 1 : -1)
    const front: Point[] = [], rear: Point[] = []
    for (let at = 0; at < stairs; at++) {
      const shift = at % 2 === 0 ? 0 : step
      front.push([at * part, shift], [(at + 1) * part, shift])
      rear.unshift([(at + 1) * part, depth + shift], [at * part, depth + shift])
    }
    return [...front, ...rear]
  }
  if (style < 0.42) {
    const rear: Point[] = []
    for (let at = stairs - 1; at >= 0; at--) {
      const middle = (at + 0.5) * part
      rear.push([middle + 1.6, depth], [middle + 1.6, depth + 1.3], [middle - 1.6, depth + 1.3], [middle - 1.6, depth])
    }
    return [[0, 0], [length, 0], [length, depth], ...rear, [0, depth]]
  }
  if (length > 30 && style < 0.5) {
    const wing = random.between(9, 12), reach = random.between(4, 8)
    return random.chance(0.5)
      ? [[0, 0], [length, 0], [length, depth + reach], [length - wing, depth + reach], [length - wing, depth], [0, depth]]
      : [[0, 0], [length, 0], [length, depth], [wing, depth], [wing, depth + reach], [0, depth + reach]]
  }
  return drawPlain(length, depth)
}

function drawPlain(length: number, depth: number): Point[] {
  return [[0, 0], [length, 0], [length, depth], [0, depth]]
}
