import { createRandom, type Random } from './createRandom.ts'
import { cutEmbankment } from './cutEmbankment.ts'
import { ARTERIALS, BANK, CREEK, FAR_BANK, FAR_ROADS, FRAME } from './groundKnots.ts'
import { keepRoadsOutOfCreek } from './keepRoadsOutOfCreek.ts'
import type { EdgeKind, Road } from './roads.ts'
import { GroundPlan } from './plane/GroundPlan.ts'
import { isInside } from './plane/isInside.ts'
import { offsetCurve } from './plane/offsetCurve.ts'
import { orientedBox } from './plane/orientedBox.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringArea } from './plane/ringArea.ts'
import { ringCentroid } from './plane/ringCentroid.ts'
import { smoothCurve } from './plane/smoothCurve.ts'

export interface Ground {
  plan: GroundPlan<EdgeKind>
  /** The outline that the arterials and the bank draw; faces whose centre lies in it are ours. */
  outline: Ring
  /** Faces of the sub-district, the strip along the river and the great compound told apart. */
  sites: number[]
  embankment: number[]
  greatSite: number
  /** Faces on either bank that belong to neighbours. */
  surroundings: number[]
  roads: Road[]
  rail: Point[]
  bank: Point[]
  river: Ring
  creek: Point[]
  /** The land on our bank, for the district's boundary. */
  mainland: Ring
}

/** A face that holds the compound of 93 buildings must be about this large. */
const GREAT_SITE_SQUARE_METRES: readonly [number, number] = [176_000, 190_000]

/** Cuts the land along river, creek and roads, coarse to fine. */
export function layOutGround(seed: number): Ground {
  const random = createRandom(seed, 'ground')
  const sway = (knots: readonly Point[], by: number): Point[] =>
    knots.map(([x, y]) => [x + random.between(-by, by), y + random.between(-by, by)])

  const bank = smoothCurve(sway(BANK, 10), 42)
  const farBank = smoothCurve(sway(FAR_BANK, 10), 60)
  const plan = new GroundPlan<EdgeKind>()
  const mainland: Ring = [...bank, [FRAME.right, FRAME.bottom] as Point].reverse()
  const bankPoints = new Set(bank)
  plan.addFace(mainland, (edge) =>
    bankPoints.has(mainland[edge]) && bankPoints.has(mainland[(edge + 1) % mainland.length]) ? 'bank' : 'frame')
  const farLand: Ring = [...farBank, [FRAME.right, FRAME.top], [FRAME.left, FRAME.top], [FRAME.left, FRAME.bottom]]
  const farPoints = new Set(farBank)
  plan.addFace(farLand, (edge) =>
    farPoints.has(farLand[edge]) && farPoints.has(farLand[(edge + 1) % farLand.length]) ? 'bank' : 'frame')

  const roads: Road[] = []
  const lines = new Map<string, Point[]>()
  // The embankment is wide at the tip and narrow in the south.
  const avenue = lengthen(offsetCurve(bank, (at) => -(66 + 26 * Math.sin(at / 9) + (at / bank.length) * 18)))
  const farAvenue = lengthen(offsetCurve(farBank, (at) => 52 + 20 * Math.sin(at / 7)))
  for (const [line, name] of [[avenue, '滨江大道'], [farAvenue, '']] as const) {
    for (const points of joinPieces(plan.cut(line, 'avenue'), 'avenue')) roads.push({ name, kind: 'minor', line: points })
  }
  for (const { name, kind, knots } of [...ARTERIALS, ...FAR_ROADS]) {
    const line = smoothCurve(sway(knots, 7), 40)
    if (name !== '') lines.set(name, line)
    // Roads end at the avenue; through the embankment only people walk.
    const pieces = plan.cut(line, kind, undefined, (around) => (around.includes('bank') ? 'walk' : kind))
    for (const points of joinPieces(pieces, kind)) roads.push({ name, kind: 'major', line: points })
  }
  const creek = smoothCurve(sway(CREEK, 8), 36)
  plan.cut(creek, 'creek')
  roads.push({ name: '白帆大桥', kind: 'major', line: bridgeOf(roads) })

  const outline = outlineOf(bank, lines.get('南塘路')!, lines.get('东济路')!)
  const { ours, surroundings } = sortFaces(plan, outline)

  const greatSite = cutGreatSite(plan, ours, random, roads)
  const sites: number[] = []
  for (const face of ours) if (face !== greatSite) cutSite(plan, face, random, roads, 0, sites)
  const outside: number[] = []
  for (const face of surroundings) cutSurroundings(plan, face, random, roads, outside)

  cutEmbankment(plan, bank)
  const { embankment } = sortFaces(plan, outline)
  keepRoadsOutOfCreek(roads, creek)

  return {
    plan, outline, sites, embankment, greatSite, surroundings: outside, roads, bank, mainland, creek,
    river: [...farBank, ...bank.slice().reverse()],
    rail: railOf(lines.get('云川路')!),
  }
}

/** Both ends drawn out by 150 m, past the frame. */
function lengthen(line: readonly Point[]): Point[] {
  const out = (from: Point, through: Point): Point => {
    const share = 150 / Math.hypot(through[0] - from[0], through[1] - from[1])
    return [through[0] + (through[0] - from[0]) * share, through[1] + (through[1] - from[1]) * share]
  }
  return [out(line[1], line[0]), ...line, out(line[line.length - 2], line[line.length - 1])]
}

/** Pieces of one kind that follow one another, as long lines. */
function joinPieces(pieces: readonly { kind: EdgeKind; points: Point[] }[], kind: EdgeKind): Point[][] {
  const joined: Point[][] = []
  for (const piece of pieces) {
    if (piece.kind !== kind) continue
    const last = joined[joined.length - 1]
    if (last !== undefined && last[last.length - 1] === piece.points[0]) last.push(...piece.points.slice(1))
    else joined.push(piece.points.slice())
  }
  return joined
}

/** Over the river, from the north-western end of 白帆路 to the nearest road on the far bank. */
function bridgeOf(roads: readonly Road[]): Point[] {
  const [start, second] = roads.find((road) => road.name === '白帆路')!.line
  let end = start, least = Infinity
  for (const { name, kind, line } of roads) {
    if (name !== '' || kind !== 'major') continue
    for (const point of [line[0], line[line.length - 1]]) {
      const distance = Math.hypot(point[0] - start[0], point[1] - start[1])
      if (distance < least) {
        least = distance
        end = point
      }
    }
  }
  return smoothCurve([second, start, [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2], end], 60).slice(1)
}

/** An elevated line above 云川路, over the river to the west. */
function railOf(road: readonly Point[]): Point[] {
  return [...smoothCurve([[FRAME.left, -300], [-2300, -420], [-1800, -470], road[0]], 80).slice(0, -1), ...road]
}

function outlineOf(bank: readonly Point[], south: readonly Point[], east: readonly Point[]): Ring {
  const corner = nearestPair(south, east)
  const southBank = nearestPair(south, bank), eastBank = nearestPair(east, bank)
  const alongSouth = south.slice(southBank[0], corner[0] + 1)
  const alongEast = east.slice(eastBank[0], corner[1]).reverse()
  const alongBank = bank.slice(southBank[1] + 1, eastBank[1]).reverse()
  return [...alongSouth, ...alongEast, ...alongBank]
}

function nearestPair(one: readonly Point[], other: readonly Point[]): [number, number] {
  let best: [number, number] = [0, 0], least = Infinity
  one.forEach((a, at) => other.forEach((b, index) => {
    const distance = (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
    if (distance < least) {
      least = distance
      best = [at, index]
    }
  }))
  return best
}

function sortFaces(plan: GroundPlan<EdgeKind>, outline: Ring): { ours: number[]; embankment: number[]; surroundings: number[] } {
  const ours: number[] = [], embankment: number[] = [], surroundings: number[] = []
  for (const face of plan.faces.keys()) {
    const kinds = plan.kindsOf(face)
    const isOurs = isInside(innerPoint(plan.ringOf(face)), outline)
    if (kinds.includes('bank')) {
      if (isOurs) embankment.push(face)
    } else if (isOurs) ours.push(face)
    else surroundings.push(face)
  }
  return { ours, embankment, surroundings }
}

/** A point surely inside, also for the bent strip along the river. */
function innerPoint(ring: Ring): Point {
  const center = ringCentroid(ring)
  if (isInside(center, ring)) return center
  let best: Point = center, largest = 0
  for (let at = 0; at < ring.length; at++) {
    const a = ring[at], b = ring[(at + 1) % ring.length], c = ring[(at + 2) % ring.length]
    const area = ringArea([a, b, c])
    const middle: Point = [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3]
    if (area > largest && isInside(middle, ring)) {
      largest = area
      best = middle
    }
  }
  return best
}

function cutGreatSite(plan: GroundPlan<EdgeKind>, ours: number[], random: Random, roads: Road[]): number {
  const [least, most] = GREAT_SITE_SQUARE_METRES
  const large = ours.filter((face) => ringArea(plan.ringOf(face)) > least)
  // Inland, in the south: where such villages were built.
  large.sort((one, other) => {
    const a = ringCentroid(plan.ringOf(one)), b = ringCentroid(plan.ringOf(other))
    return Math.hypot(a[0] - 200, a[1] + 480) - Math.hypot(b[0] - 200, b[1] + 480)
  })
  for (const face of large) {
    const area = ringArea(plan.ringOf(face))
    if (area <= most) return face
    const box = orientedBox(plan.ringOf(face))
    for (let share = 0.95; share > 0.05; share -= 0.01) {
      const before = new Set(plan.faces.keys())
      const line = crossLine(box, share, 0.05, 0, random)
      const parts = previewParts(plan.ringOf(face), line)
      const fits = parts.findIndex((part) => part > least && part < most)
      if (fits < 0 || Math.min(...parts) < 24_000 || plan.cut(line, 'minor', face).length === 0) continue
      const made = [...plan.faces.keys()].filter((id) => !before.has(id))
      const great = made.find((id) => ringArea(plan.ringOf(id)) > least - 5000 && ringArea(plan.ringOf(id)) < most + 8000)
      ours.splice(ours.indexOf(face), 1, ...made)
      roads.push({ name: '', kind: 'minor', line: clipToRing(line, plan, made) })
      if (great !== undefined) return great
      break
    }
  }
  throw new Error('layOutGround: no place for the great compound')
}

type Box = ReturnType<typeof orientedBox>

/** A gently bent line across the box, at `share` of its length. */
function crossLine(box: Box, share: number, turn: number, bend: number, random: Random): Point[] {
  const along = (share - 0.5) * box.length
  const cos = Math.cos(box.angle), sin = Math.sin(box.angle)
  const through: Point = [box.center[0] + cos * along, box.center[1] + sin * along]
  const angle = box.angle + Math.PI / 2 + random.between(-turn, turn)
  const reach = box.width * 0.9
  const dx = Math.cos(angle), dy = Math.sin(angle)
  const at = (t: number, off: number): Point => [through[0] + dx * reach * t - dy * off, through[1] + dy * reach * t + dx * off]
  if (bend === 0) return [at(-1, 0), at(1, 0)]
  return smoothCurve([at(-1, bend * 2.2), at(-0.5, bend * 0.4), at(0, 0), at(0.5, bend * 0.4), at(1, bend * 2.2)], 45)
}

/** Areas on both sides of the line's chord, square metres: near enough to decide. */
function previewParts(ring: Ring, line: readonly Point[]): number[] {
  const a = line[0], b = line[line.length - 1]
  const left: Point[] = [], right: Point[] = []
  const side = (p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
  ring.forEach((p, at) => {
    const q = ring[(at + 1) % ring.length]
    const sp = side(p), sq = side(q)
    ;(sp >= 0 ? left : right).push(p)
    if (sp >= 0 !== sq >= 0) {
      const t = sp / (sp - sq)
      const cross: Point = [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]
      left.push(cross)
      right.push(cross)
    }
  })
  return [left, right].map((part) => (part.length > 2 ? Math.abs(ringArea(part)) : 0))
}

/** The points of the line that lie in the faces just made, with the vertices where it enters and leaves. */
function clipToRing(line: readonly Point[], plan: GroundPlan<EdgeKind>, made: readonly number[]): Point[] {
  // The shared boundary of the two new faces is the road.
  const [one, other] = made
  const loop = plan.faces.get(one)!
  const neighbours = plan.neighboursOf(one)
  const start = neighbours.findIndex((face, at) =>
    face === other && neighbours[(at + neighbours.length - 1) % neighbours.length] !== other)
  if (start < 0) return [...line]
  const road: Point[] = [plan.vertices[loop[start]]]
  for (let at = start; neighbours[at % loop.length] === other && road.length <= loop.length; at++) {
    road.push(plan.vertices[loop[(at + 1) % loop.length]])
  }
  return road
}

/** What a site is cut down to, square metres: a mixture, so that blocks differ as they do in a grown city. */
const SITE_SIZES: readonly (readonly [number, number])[] = [[16_000, 2], [24_000, 3], [38_000, 3], [58_000, 3], [80_000, 1.5]]

function cutSite(plan: GroundPlan<EdgeKind>, face: number, random: Random, roads: Road[], depth: number, sites: number[]): void {
  const ring = plan.ringOf(face)
  const area = ringArea(ring)
  const wanted = random.weighted(SITE_SIZES) * random.between(0.85, 1.2)
  const box = orientedBox(ring)
  if ((area > wanted * 1.25 || box.length > box.width * 3.2) && area > 21_000) {
    for (let attempt = 0; attempt < 14; attempt++) {
      const bend = random.chance(0.5) ? random.between(-0.05, 0.05) * box.width : 0
      const line = crossLine(box, random.between(0.33, 0.67), 0.19, bend, random)
      const parts = previewParts(ring, line)
      if (Math.min(...parts) < 9_000) continue
      const kind = depth < 2 || random.chance(0.4) ? 'minor' : 'lane'
      const before = new Set(plan.faces.keys())
      if (plan.cut(line, kind, face).length === 0) continue
      const made = [...plan.faces.keys()].filter((id) => !before.has(id))
      if (made.length === 2) roads.push({ name: '', kind: 'minor', line: clipToRing(line, plan, made) })
      for (const part of made) cutSite(plan, part, random, roads, depth + 1, sites)
      return
    }
  }
  sites.push(face)
}

function cutSurroundings(plan: GroundPlan<EdgeKind>, face: number, random: Random, roads: Road[], outside: number[]): void {
  const ring = plan.ringOf(face)
  const area = ringArea(ring)
  if (area > random.between(60_000, 140_000)) {
    const box = orientedBox(ring)
    for (let attempt = 0; attempt < 10; attempt++) {
      const line = crossLine(box, random.between(0.36, 0.64), 0.12, 0, random)
      if (Math.min(...previewParts(ring, line)) < 18_000) continue
      const before = new Set(plan.faces.keys())
      if (plan.cut(line, 'minor', face).length === 0) continue
      const made = [...plan.faces.keys()].filter((id) => !before.has(id))
      if (made.length === 2) roads.push({ name: '', kind: 'minor', line: clipToRing(line, plan, made) })
      for (const part of made) cutSurroundings(plan, part, random, roads, outside)
      return
    }
  }
  outside.push(face)
}
