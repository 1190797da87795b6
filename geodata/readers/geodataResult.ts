import type { BasemapRow, BoundaryRow, BuildingRow, CampusRow } from '../../server/feeds/rows.ts'
import type { CoordinateSystem } from './createConverter.ts'
import type { Reason, RejectionCode, WarningCode } from './reasons.ts'

/** `[west, south, east, north]` in degrees. */
export type Bounds = [number, number, number, number]

export interface GeodataOptions {
  kind: 'buildings' | 'boundaries' | 'basemap'
  /** What the file's coordinates are; the file's own word (.prj, crs) about a projection is honoured besides. */
  crs: CoordinateSystem
  /** Where the known boundaries lie; null when there are none yet, and then nothing can be far from them. */
  near: Bounds | null
}

export interface NumberedRow<Row = BuildingRow | BoundaryRow | BasemapRow> {
  /** 1-based number of the feature among those of this kind in the file. */
  number: number
  row: Row
}

export interface GeodataRejection {
  number: number
  field: string
  code: RejectionCode
  reason: Reason
}

export interface GeodataWarning {
  code: WarningCode
  reason: Reason
}

export interface GeodataResult {
  rows: NumberedRow[]
  rejected: GeodataRejection[]
  warnings: GeodataWarning[]
  /** Ground that came along with the buildings of an OpenStreetMap extract. */
  basemap?: BasemapRow[]
  /** Schools that came along with them; one without a name is called after its id. */
  campuses?: CampusRow[]
}
