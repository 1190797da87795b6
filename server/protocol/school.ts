/**
 * What school pages and the server say to each other as JSON. Figures, ids and texts within the reader's scope; names
 * come masked unless a row says otherwise.
 */

import type { Wording } from './entities.ts'

/** Why a pupil is away with leave; by number in the server's columns: append, never reorder. */
export const ABSENCE_KINDS = ['sick', 'personal', 'home-management', 'other'] as const
export type AbsenceKind = (typeof ABSENCE_KINDS)[number]

/**
 * A day's figures of a class, a grade, a campus or a district: of the pupils who were expected, unless said otherwise.
 * `expected` = `reported` + `missing` + those on leave without a report.
 */
export interface SchoolTally {
  /** Pupils on the roster, expected that day or not. */
  roster: number
  expected: number
  reported: number
  /** By the first report, up to and with the cut-off. */
  onTime: number
  late: number
  missing: number
  /** By the pupil's own temperature, symptom or code in the report that stands. */
  abnormal: number
  /** Absent with leave. */
  onLeave: number
  /** Pupils with more than one report; the latest stands. */
  duplicate: number
  /** Reports whose temperature nobody can have, or that look copied; kept, and to be asked again. */
  implausible: number
  /** Reports of pupils on no roster; in no other figure. */
  unknown: number
}

export interface ClassBoard { name: string; tally: SchoolTally }
export interface GradeBoard { name: string; tally: SchoolTally; classes: ClassBoard[] }

/** A campus on a day: what a school's own screen and the desk's school page show. No pupil is named. */
export interface SchoolBoard {
  campus: { id: string; name: string }
  /** `YYYY-MM-DD`. */
  day: string
  rev: number
  /** False on weekends, holidays, and before this campus's term: nobody is expected. */
  isSchoolDay: boolean
  /** Minute of the day until which a report is on time. */
  cutOffMinute: number
  whole: SchoolTally
  grades: GradeBoard[]
  /** Reports of the day by minute: `[minute, reported so far]`. */
  curve: [number, number][]
  /** The last school days before this one, oldest first. */
  week: { day: string; expected: number; onTime: number; reported: number }[]
  gate: { in: number; out: number; unmeasured: number; stopped: number }
  openAlerts: number
}

/** One campus in a district's list. */
export interface CampusRow { id: string; name: string; isSchoolDay: boolean; tally: SchoolTally; openAlerts: number; overdueAlerts: number }
export interface DistrictBoard { day: string; rev: number; whole: SchoolTally; campuses: CampusRow[] }

/** A pupil on a list: whom it is about is masked; `show` and `call` make it whole, one at a time, after the audit entry. */
export interface PupilRow {
  /** `s…`. */
  id: string
  campus: string
  grade: string
  class: string
  /** Masked. */
  name: string
  /** Last two digits. */
  studentNo: string
  /** Of what the list is about. */
  state: 'missing' | 'late' | 'on-leave' | 'abnormal' | 'implausible' | 'duplicate' | 'unknown' | 'reported'
  /** Minute of the day of the first report, or null. */
  firstMinute: number | null
  temperatureCelsius: number | null
  symptoms: string[]
  leave: string | null
  openAlerts: number
  /** The home's tag that the school may know of: somebody there is under management. */
  homeAlert: boolean
}

/** What can be done with an alert. `open` and `climb` are the rules' own. */
export const ALERT_ACTS = ['open', 'acknowledge', 'assign', 'verify', 'pass-on', 'close', 'group', 'climb', 'note'] as const
export type AlertAct = (typeof ALERT_ACTS)[number]
export const ALERT_VERDICTS = ['true', 'false-alarm', 'data-error'] as const
export type AlertVerdict = (typeof ALERT_VERDICTS)[number]

/** One rule's alert about a pupil (or a device, or a class). */
export interface AlertView {
  /** `k…`. */
  id: string
  rule: string
  title: Wording
  campus: { id: string; name: string }
  grade: string
  class: string
  /** Null for an alert about a device or a class. */
  pupil: { id: string; name: string; studentNo: string } | null
  day: string
  openedAt: number
  /** Impersonal: degrees, symptoms, region names, counts. */
  details: Record<string, string | number>
  state: 'open' | 'acknowledged' | 'verified' | 'passed-on' | 'closed'
  verdict: 'true' | 'false-alarm' | 'data-error' | null
  assignedTo: { id: string; name: string } | null
  /** Role that should act now; climbs when nobody does. */
  level: number
  overdue: boolean
  acknowledgedAt: number | null
  closedAt: number | null
  /** Alerts that this one stands for (a device fault, a cluster). */
  grouped: number
  /** The group it belongs to, or null. */
  group: string | null
  /** Newest log entry about it; a step says which its author had `seen`. */
  seq: number
  steps: { at: number; by: string; act: string; note: string }[]
}
