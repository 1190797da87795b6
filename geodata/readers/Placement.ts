import { GeodataError } from './GeodataError.ts'
import type { CleanGeometry } from './cleanGeometry.ts'
import type { Bounds } from './geodataResult.ts'
import type { RejectionCode } from './reasons.ts'

/** How far from the known boundaries still counts as near, in degrees (about 10 km). */
const MARGIN_DEGREES = 0.1

/** Judges where the features of one file lie, first each by itself, then all together. */
export class Placement {
  private readonly near: Bounds | null
  private judged = 0
  private close = 0
  private swapped = 0
  private projected = 0

  constructor(near: Bounds | null) {
    this.near = near && [near[0] - MARGIN_DEGREES, near[1] - MARGIN_DEGREES, near[2] + MARGIN_DEGREES, near[3] + MARGIN_DEGREES]
  }

  /** A feature with good coordinates: whether it is swapped, that is, lands near the boundaries only when turned round. */
  isSwapped(geometry: CleanGeometry): boolean {
    this.judged++
    if (!this.near) return false
    const [west, south, east, north] = boundsOf(geometry)
    if (overlaps(this.near, [west, south, east, north])) {
      this.close++
      return false
    }
    const swapped = overlaps(this.near, [south, west, north, east])
    if (swapped) this.swapped++
    return swapped
  }

  /** A feature that was refused. */
  addFlaw(code: RejectionCode): void {
    if (code === 'coordinates-swapped') this.swapped++
    else if (code === 'coordinates-projected') this.projected++
    else return
    this.judged++
  }

  /**
   * After the last feature: throws GeodataError when at least half of the file has its axes swapped or is in metres, since
   * then the rest is not to be trusted either. Returns whether the file lies far from the boundaries.
   */
  isFar(): boolean {
    if (this.swapped > 0 && this.swapped * 2 >= this.judged) throw new GeodataError('coordinates-swapped')
    if (this.projected > 0 && this.projected * 2 >= this.judged) throw new GeodataError('projected-coordinates')
    return this.near !== null && this.judged > this.swapped + this.projected && this.close === 0
  }
}

function boundsOf({ polygons, lines }: CleanGeometry): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of [...polygons.map((polygon) => polygon[0]), ...lines]) {
    for (const [lng, lat] of ring) {
      if (lng < bounds[0]) bounds[0] = lng
      if (lat < bounds[1]) bounds[1] = lat
      if (lng > bounds[2]) bounds[2] = lng
      if (lat > bounds[3]) bounds[3] = lat
    }
  }
  return bounds
}

function overlaps(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
