import type { Geometry } from 'geojson'
import type { RejectionCode } from './reasons.ts'

/** One feature as its file has it: nothing converted or checked; coordinates may hold anything. */
export interface SourceFeature {
  /** 1-based, in the order of the file. */
  number: number
  id?: string | number
  properties: Record<string, unknown>
  geometry: Geometry | null
  /** The reader already knows that this feature cannot be used. */
  problem?: RejectionCode
}

/** How the file's coordinates relate to degrees. */
export type SourceProjection =
  | { kind: 'degrees' }
  | { kind: 'web-mercator' }
  /** Without a central meridian the zone number stands before the easting: 40 500 000 is the axis of zone 40. */
  | { kind: 'gauss-krueger', centralMeridian: number | null }

/** What a reader of a format hands on: one layer after the other, features one at a time. */
export interface SourceLayer {
  name: string
  projection: SourceProjection
  /** A DBF cuts column names at 10 bytes, so that names are also recognised by their first 10 letters. */
  shortNames: boolean
  /** Name of a datum that cannot be shifted exactly. */
  oldDatum?: string
  features: AsyncIterable<SourceFeature>
}
