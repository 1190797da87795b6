/**
 * The rows that every way in speaks: the HTTP feeds take them as they are, the sheet reader and the demo
 * town produce them. All values are raw: nothing here has been checked yet (each feed's parse.ts does that).
 * Dates are `YYYY-MM-DD` in the deployment's zone, instants are ISO 8601 with an offset.
 */

import type { DeskReport, TaskAnswer } from '../protocol/desk.ts'
import type { AbsenceKind, CalendarRow } from '../protocol/school.ts'
import type { GateReason } from '../protocol/gate.ts'

/** One row of a return register; without a name it is about the whole unit. */
export interface HouseholdRow {
  id?: string
  registeredOn: string
  committee?: string
  compound: string
  building: string
  room: string
  name?: string
  idNumber?: string
  phone?: string
  state: 'stayed' | 'not-returned' | 'unreached' | 'returned' | 'vacant'
  origin?: string
  transit?: string
  departedOn?: string
  /** Train, flight or car, in words. */
  transport?: string
  returnedOn?: string
  releasedOn?: string
  condition?: 'confirmed' | 'suspected' | 'close-contact' | 'central-quarantine'
  healthCode?: 'green' | 'yellow' | 'red'
  note?: string
}

/** One pupil's health check of one morning. */
export interface SchoolRow {
  id?: string
  submittedAt: string
  school: string
  class: string
  studentNo: string
  name: string
  temperatureCelsius: number
  symptoms: string[]
  /** The first day of the symptoms. */
  symptomsSince?: string
  healthCode?: 'green' | 'yellow' | 'red'
  /** In the last 14 days, and where to. */
  travelled?: boolean
  travelledTo?: string
  whereNow?: 'home' | 'school' | 'elsewhere'
  /** Where, when elsewhere. */
  regionNow?: string
  /** The closest contact: with an epidemic region, a suspected or a confirmed case. */
  contact?: 'none' | 'region' | 'suspected' | 'confirmed'
  household?: { relation?: string; healthCode?: 'green' | 'yellow' | 'red'; travelled?: boolean; travelledTo?: string }[]
  /** Who sent it; absent: not said. */
  by?: 'parent' | 'teacher' | 'pupil' | 'import' | 'gate'
  /** Kind of thermometer. */
  device?: 'forehead' | 'armpit' | 'ear' | 'thermal'
  /** Version of the form, and the answers to its own questions by their keys. */
  form?: string
  answers?: Record<string, string | number | boolean | string[]>
  /** Answers in words that may name somebody. */
  asideAnswers?: Record<string, string>
  note?: string
}

/** Leave of a pupil for a day or several, or its taking back. */
export interface AbsenceRow {
  id?: string
  /** `s…`. */
  student: string
  day: string
  /** The last day; absent: that one day. */
  until?: string
  kind?: AbsenceKind
  act: 'leave' | 'cancel'
  note?: string
  seen?: number
}

/** When a pupil's symptoms ended. */
export interface RecoveryRow {
  id?: string
  student: string
  endedAt: string
  seen?: number
}

/** One reading or pass at a school gate. Without student number and card: somebody whom nothing recognised. */
export interface GateRow {
  id?: string
  measuredAt: string
  device: string
  school: string
  studentNo?: string
  /** A card's or an enrolled face's number; it only finds the pupil and is not kept. */
  card?: string
  /** Instead of a number: the pupil by id (`s…`), as the gate's page knows one. */
  student?: string
  direction?: 'in' | 'out'
  temperatureCelsius?: number
  /** Where it was taken. */
  site?: 'forehead' | 'armpit' | 'thermal'
  /** A person looked again. */
  second?: boolean
  decision?: 'allowed' | 'stopped'
  reason?: GateReason
  /** What the device's own clock said, epoch ms, where `measuredAt` has been corrected. */
  deviceAt?: number
}

/** One row of a verification list (协查): it makes a task and never moves or colours anybody. */
export interface VerificationRow {
  id?: string
  issuedOn: string
  list: string
  committee?: string
  compound: string
  building: string
  room: string
  name?: string
  idNumber?: string
  phone?: string
  dueOn?: string
  /** Present when the row answers the task that the same list opened for the same address and person. */
  answer?: TaskAnswer
  note?: string
  /**
   * Set on rows of a file: names its head (VerificationHeadRow). Such a row may lack an address, is looked for by its
   * person first, and keeps what stood in it.
   */
  sheet?: string
  /** The address as written, where it stands in one cell. */
  address?: string
  /** All cells of the row, in the order of the head's columns. */
  cells?: string[]
}

/** What a file of a verification list looked like: written once, before its rows, so that it can be sent back filled in. */
export interface VerificationHeadRow {
  id?: string
  issuedOn: string
  list: string
  sheet: string
  columns: string[]
  /** What each column was taken for; '' where nobody needed it. */
  meanings: string[]
}

/** What the desk says of a task, by its id: an answer, or the unit that it is about (looked up by hand). */
export interface VerificationAnswerRow {
  id?: string
  task: string
  answer?: TaskAnswer
  unit?: string
  note?: string
  /** Log sequence of the newest entry about the task that its author had in front of them. */
  seen?: number
}

/** One unit of a ledger (房屋台账). */
export interface LedgerRow {
  committee?: string
  compound: string
  building: string
  room: string
  /** Storey as the ledger writes it, when it has a column for it. */
  storey?: string
  tenure?: 'owned' | 'rented' | 'vacant' | 'shop'
  landlordName?: string
  landlordPhone?: string
  /** Since when and until when the landlord is one. */
  landlordFrom?: string
  landlordTo?: string
  residents?: number
  headName?: string
  headPhone?: string
  note?: string
}

/** One person registered in a home (owner, tenant, family), with plates. Registers; never colours. */
export interface ResidentRow {
  committee?: string
  compound: string
  building: string
  room: string
  name: string
  idNumber?: string
  phone?: string
  relation?: string
  plates?: string[]
  from?: string
  to?: string
  note?: string
}

/**
 * One line of the organisation: which committee belongs to which sub-district, which compound or single building to which
 * committee; and which campus to the bureau. A line may say both, or only one step of it.
 */
export interface OrganisationRow {
  subdistrict?: string
  committee?: string
  compound?: string
  building?: string
  bureau?: string
  school?: string
}

/** One line of a region list. */
export interface RegionRow {
  region: string
  level: 'key' | 'concern'
  from: string
  to?: string
}

/** One pupil of a roster. */
export interface RosterRow {
  id?: string
  school: string
  /** Of a school with several, e.g. `东校区`; it becomes part of the name. */
  campus?: string
  grade?: string
  /** In any spelling; `1班` needs the grade, or is one class with every other 1班 of the campus. */
  class: string
  studentNo: string
  name: string
  /** Absent: a pupil. */
  kind?: 'pupil' | 'staff'
  /** Which half of the class, where halves take turns; absent: by the last digit of the number, odd is A. */
  half?: 'A' | 'B'
  /** The day from which it holds; absent: today, and for somebody new always. */
  from?: string
  idNumber?: string
  guardianName?: string
  guardianPhone?: string
  /** Home address in any spelling, e.g. `浦南三村74号101室`. */
  address?: string
  note?: string
}

/** What the desk says of somebody on a roster, by id: another class, or off the roster. */
export interface RosterChangeRow {
  id?: string
  /** `s…`. */
  student: string
  from?: string
  grade?: string
  class?: string
  left?: 'transferred' | 'graduated' | 'other'
  /** The home that was found by hand, `u…`; then nothing else. */
  unit?: string
}

/** One footprint. Rings are WGS84 `[lng, lat]`, closed, outer ring first; a multi-part building has several polygons. */
export interface BuildingRow {
  /** The source's own id (an OSM way, a shapefile's FID), so that a second import updates instead of doubling. */
  sourceId?: string
  compound?: string
  building?: string
  name?: string
  levels?: number
  heightMetres?: number
  /** The source says that it comes from OpenStreetMap, whose licence asks for its name on the map. */
  fromOpenStreetMap?: true
  /** The source says it is a school. */
  school?: boolean
  polygons: [number, number][][][]
}

/** One boundary of the place tree. */
export interface BoundaryRow {
  sourceId?: string
  kind: 'district' | 'subdistrict' | 'committee' | 'compound'
  name: string
  parent?: string
  polygons: [number, number][][][]
}

/** One feature of the ground that the map draws under the buildings. */
export interface BasemapRow {
  sourceId?: string
  fromOpenStreetMap?: true
  kind: 'water' | 'park' | 'block' | 'road-major' | 'road-minor' | 'path' | 'rail'
  name?: string
  /** Areas have polygons, lines have lines; never both. */
  polygons?: [number, number][][][]
  lines?: [number, number][][]
}

/** A campus as the source of maps knows it; a roster names the same school. */
export interface CampusRow {
  name: string
  lngLat: [number, number]
}

export interface RowOf {
  household: HouseholdRow
  school: SchoolRow
  gate: GateRow
  verification: VerificationRow
  units: LedgerRow
  residents: ResidentRow
  regions: RegionRow
  organisation: OrganisationRow
  demolition: Record<string, unknown>
  roster: RosterRow
  buildings: BuildingRow
  boundaries: BoundaryRow
  basemap: BasemapRow
  campuses: CampusRow
  officer: DeskReport
  call: DeskReport
  care: DeskReport
  mark: DeskReport
  note: DeskReport
  paper: DeskReport
  resident: DeskReport
  visit: DeskReport
  registration: Record<string, unknown>
  calendar: CalendarRow | { id?: string; remove: string }
  absence: AbsenceRow
  recovery: RecoveryRow
  booking: Record<string, unknown>
  rounds: Record<string, unknown>
  form: Record<string, unknown>
}
/** The kinds that can be sent in: feeds of reports, registers, and what is written at the desk. */
export type RowKind = keyof RowOf
