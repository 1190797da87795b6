import { isInside } from './isInside.ts'
import type { Point, Ring } from './Point.ts'
import { segmentsCross } from './segmentsCross.ts'

interface Hit { vertex: number; place: number }

/** A crossing closer than this to an existing vertex uses that vertex, so that no edge is too short to build along. */
const SNAP_METRES = 14

/**
 * Land cut into faces that share their vertices exactly. Whatever cuts an edge gives the new vertex to both faces,
 * which is why boundaries made of faces meet without gaps or overlaps. Faces run counter-clockwise.
 */
export class GroundPlan<Kind> {
  readonly vertices: Point[] = []
  readonly faces = new Map<number, number[]>()
  private readonly faceLeftOf = new Map<string, number>()
  private readonly kinds = new Map<string, Kind>()
  private nextFace = 0

  addFace(ring: readonly Point[], kindOf: (edge: number) => Kind): number {
    const loop = ring.map((point) => this.addVertex(point))
    loop.forEach((from, at) => this.kinds.set(bothWays(from, loop[(at + 1) % loop.length]), kindOf(at)))
    return this.addLoop(loop)
  }

  ringOf(face: number): Ring {
    return this.faces.get(face)!.map((vertex) => this.vertices[vertex])
  }

  /** Kind of each edge of a face, in the order of its ring. */
  kindsOf(face: number): Kind[] {
    const loop = this.faces.get(face)!
    return loop.map((from, at) => this.kinds.get(bothWays(from, loop[(at + 1) % loop.length]))!)
  }

  /** The face on the other side of each edge, or -1 where the land ends. */
  neighboursOf(face: number): number[] {
    const loop = this.faces.get(face)!
    return loop.map((from, at) => this.faceLeftOf.get(`${loop[(at + 1) % loop.length]} ${from}`) ?? -1)
  }

  /**
   * Cuts every face that the line runs through, or only `within`. `kindIn` may give a piece another kind, by the kinds
   * around the face that it cuts. Returns the pieces that were cut, in order.
   */
  cut(
    line: readonly Point[], kind: Kind, within?: number, kindIn: (around: Kind[]) => Kind = () => kind,
  ): { kind: Kind; points: Point[] }[] {
    const hits = this.findHits(line, within)
    const pieces: { kind: Kind; points: Point[] }[] = []
    for (let at = 0; at + 1 < hits.length; at++) {
      const from = hits[at], to = hits[at + 1]
      if (from.vertex === to.vertex) continue
      const between = line.filter((_, index) => index > from.place && index < to.place)
      // Points next to the ends would make slivers.
      const bends = between.filter((point) => isFar(point, this.vertices[from.vertex]) && isFar(point, this.vertices[to.vertex]))
      const face = this.faceAround(from.vertex, to.vertex, bends, within)
      if (face === undefined) continue
      const pieceKind = kindIn(this.kindsOf(face))
      this.divide(face, from.vertex, to.vertex, bends, pieceKind)
      pieces.push({ kind: pieceKind, points: [this.vertices[from.vertex], ...bends, this.vertices[to.vertex]] })
    }
    return pieces
  }

  private findHits(line: readonly Point[], within?: number): Hit[] {
    const found: { from: number; to: number; point: Point; place: number }[] = []
    const seen = new Set<string>()
    const loops = within === undefined ? this.faces.values() : [this.faces.get(within)!]
    for (const loop of loops) {
      for (let at = 0; at < loop.length; at++) {
        const from = loop[at], to = loop[(at + 1) % loop.length]
        const key = bothWays(from, to)
        if (seen.has(key)) continue
        seen.add(key)
        const a = this.vertices[from], b = this.vertices[to]
        const left = Math.min(a[0], b[0]), right = Math.max(a[0], b[0])
        const bottom = Math.min(a[1], b[1]), top = Math.max(a[1], b[1])
        for (let piece = 0; piece + 1 < line.length; piece++) {
          const c = line[piece], d = line[piece + 1]
          if (Math.max(c[0], d[0]) < left || Math.min(c[0], d[0]) > right) continue
          if (Math.max(c[1], d[1]) < bottom || Math.min(c[1], d[1]) > top) continue
          const along = segmentsCross(c, d, a, b)
          if (along < 0) continue
          found.push({ from, to, place: piece + along, point: [c[0] + (d[0] - c[0]) * along, c[1] + (d[1] - c[1]) * along] })
        }
      }
    }
    found.sort((one, other) => one.place - other.place)
    const hits: Hit[] = []
    for (const { from, to, point, place } of found) {
      const vertex = this.vertexOn(from, to, point)
      if (hits.length === 0 || hits[hits.length - 1].vertex !== vertex) hits.push({ vertex, place })
    }
    return hits
  }

  /** The vertex to use for a point on an edge; the edge is split unless one of its ends is near. */
  private vertexOn(from: number, to: number, point: Point): number {
    const a = this.vertices[from], b = this.vertices[to]
    const toA = Math.hypot(point[0] - a[0], point[1] - a[1]), toB = Math.hypot(point[0] - b[0], point[1] - b[1])
    if (Math.min(toA, toB) < SNAP_METRES) {
      const near = toA <= toB ? from : to
      // A mere bend slides along its edge to the crossing, so that neither line gets a kink.
      if (this.isBend(near)) this.vertices[near] = point
      return near
    }
    // An earlier crossing of the same line may have split this edge already.
    if (!this.kinds.has(bothWays(from, to))) return toA <= toB ? from : to
    const vertex = this.addVertex(point)
    const kind = this.kinds.get(bothWays(from, to))!
    for (const [start, end] of [[from, to], [to, from]]) {
      const face = this.faceLeftOf.get(`${start} ${end}`)
      if (face === undefined) continue
      const loop = this.faces.get(face)!
      loop.splice(loop.indexOf(start) + 1, 0, vertex)
      this.faceLeftOf.delete(`${start} ${end}`)
      this.faceLeftOf.set(`${start} ${vertex}`, face)
      this.faceLeftOf.set(`${vertex} ${end}`, face)
    }
    this.kinds.delete(bothWays(from, to))
    this.kinds.set(bothWays(from, vertex), kind)
    this.kinds.set(bothWays(vertex, to), kind)
    return vertex
  }

  /** Whether only two edges meet at the vertex. */
  private isBend(vertex: number): boolean {
    const others = new Set<number>()
    for (const loop of this.faces.values()) {
      const at = loop.indexOf(vertex)
      if (at >= 0) others.add(loop[(at + 1) % loop.length]).add(loop[(at + loop.length - 1) % loop.length])
    }
    return others.size === 2
  }

  private faceAround(from: number, to: number, bends: readonly Point[], within?: number): number | undefined {
    const path = [this.vertices[from], ...bends, this.vertices[to]]
    const middle = Math.floor((path.length - 1) / 2)
    const probe: Point = [(path[middle][0] + path[middle + 1][0]) / 2, (path[middle][1] + path[middle + 1][1]) / 2]
    for (const [face, loop] of this.faces) {
      if (within !== undefined && face !== within) continue
      const start = loop.indexOf(from)
      if (start < 0) continue
      const end = loop.indexOf(to)
      if (end < 0) continue
      // Along an edge that exists there is nothing to cut.
      if (bends.length === 0 && ((start + 1) % loop.length === end || (end + 1) % loop.length === start)) continue
      const ring = this.ringOf(face)
      if (isInside(probe, ring) && bends.every((bend) => isInside(bend, ring))) return face
    }
    return undefined
  }

  private divide(face: number, from: number, to: number, bends: readonly Point[], kind: Kind): void {
    const loop = this.faces.get(face)!
    const start = loop.indexOf(from)
    const turned = [...loop.slice(start), ...loop.slice(0, start)]
    const end = turned.indexOf(to)
    const path = [from, ...bends.map((bend) => this.addVertex(bend)), to]
    for (let at = 0; at + 1 < path.length; at++) this.kinds.set(bothWays(path[at], path[at + 1]), kind)
    const inner = path.slice(1, -1)
    this.faces.delete(face)
    this.addLoop([...turned.slice(0, end + 1), ...inner.slice().reverse()])
    this.addLoop([...turned.slice(end), from, ...inner])
  }

  private addLoop(loop: number[]): number {
    const face = this.nextFace++
    this.faces.set(face, loop)
    loop.forEach((from, at) => this.faceLeftOf.set(`${from} ${loop[(at + 1) % loop.length]}`, face))
    return face
  }

  private addVertex(point: Point): number {
    this.vertices.push(point)
    return this.vertices.length - 1
  }
}

function bothWays(one: number, other: number): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

function isFar(a: Point, b: Point): boolean {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) > SNAP_METRES * 0.6
}
