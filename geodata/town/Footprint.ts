import type { Point, Ring } from './plane/Point.ts'

export type BuildingUse = 'slab' | 'midrise' | 'tower' | 'lane' | 'office' | 'school' | 'shops' | 'civic'

/** One building before it has a name. */
export interface Footprint {
  use: BuildingUse
  /** Outer ring, then courtyards (clockwise). */
  rings: Ring[]
  levels: number
  /** Doors with a staircase of their own; only homes have them. */
  stairs: number
  center: Point
  /** Stands along a large road, so that its ground floor may be shops. */
  onStreet?: boolean
}

export interface Green { kind: 'park' | 'water'; ring: Ring }

/** What one site carries; everything in metres. */
export interface SitePlan {
  footprints: Footprint[]
  greens: Green[]
  paths: Point[][]
}
