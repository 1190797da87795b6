/**
 * What school pages and the server say to each other as JSON. Figures, ids and texts within the reader's scope; names
 * come masked unless a row says otherwise.
 */

import type { Wording } from './entities.ts'

/** What those who work at a campus are called where a pupil has a class: a group of its own, in no grade and in no figure of pupils. */
export const STAFF_CLASS = '教职工'

/** Why a pupil is away with leave; by number in the server's columns: append, never reorder. */
export const ABSENCE_KINDS = ['sick', 'personal', 'home-management', 'other'] as const
export type AbsenceKind = (typeof ABSENCE_KINDS)[number]

/**
 * What a line of the calendar says of its days: school (also on a weekend), no school, a term (outside all of them nobody
 * is expected), which weekdays, halves of classes taking turns, until when a report is on time.
 */
export const CALENDAR_KINDS = ['school', 'holiday', 'term', 'weekdays', 'halves', 'cut-off'] as const
export type CalendarKind = (typeof CALENDAR_KINDS)[number]

/** A line of the calendar as it is sent; `{ remove: 'd…' }` takes one back. */
export interface CalendarRow {
  id?: string
  kind: CalendarKind
  /** `c…`; absent: all campuses. */
  campus?: string
  grades?: string[]
  classes?: string[]
  /** `YYYY-MM-DD`. */
  from: string
  /** The last day; absent: that day of a school day or holiday, for good of a rule. */
  to?: string
  /** 1 Monday … 7 Sunday. */
  weekdays?: number[]
  turns?: 'day' | 'week'
  /** `07:30`. */
  cutOff?: string
  name?: string
}
export interface CalendarLineView extends CalendarRow { id: string; by: string; at: number; mayChange: boolean }
/** `days` of `month` (`YYYY-MM`): whether it is a school day for the class that was asked for. */
export interface CalendarView { lines: CalendarLineView[]; month: string; days: { day: string; isSchoolDay: boolean }[]; cutOffMinute: number }

/**
 * A day's figures of a class, a grade, a campus or a district: of the pupils who were expected, unless said otherwise.
 * `expected` = `reported` + `missing` + those on leave without a report; whoever reports unasked, on a holiday, is expected.
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
  /** Those who work there; in no other figure. Of nobody for whoever has a part of the campus only. */
  staff: SchoolTally
}

/** On screens a figure of sick pupils that is so small that it could point at one of them. */
export const NOT_SHOWN = -1

/** Sent to sessions that watch a campus: classes whose figures changed, with the campus's own; `classes` null: read the board again. */
export interface SchoolBoardEvent {
  campus: string
  day: string
  rev: number
  whole: SchoolTally
  classes: { grade: string; class: string; tally: SchoolTally }[] | null
  /** As in the board, whole. */
  curve: [number, number][]
  gate: SchoolBoard['gate']
  openAlerts: number
  staff: SchoolTally
}

export const PUPIL_STATES = ['missing', 'late', 'on-leave', 'abnormal', 'implausible', 'duplicate', 'unknown', 'reported', 'expected', 'all'] as const
export type PupilFilter = (typeof PUPIL_STATES)[number]
/** A list of pupils; `more`: there are more than it shows. */
export interface PupilList { campus: { id: string; name: string }; day: string; rev: number; state: PupilFilter; pupils: PupilRow[]; more: boolean }

/** A pupil in full, after the audit entry. */
export interface PupilPerson { id: string; name: string; studentNo: string; idNumber: string; guardianName: string; guardianPhone: string; address: string; school: string; grade: string; class: string }

/** What somebody at a school writes down about a pupil, by id: a check on behalf of the home, leave, the end of symptoms. */
export type SchoolReport =
  | { kind: 'check'; id?: string; student: string; seen?: number; temperatureCelsius: number; symptoms: string[]; symptomsSince?: string; healthCode?: 'green' | 'yellow' | 'red'; travelled?: boolean; travelledTo?: string; whereNow?: 'home' | 'school' | 'elsewhere'; regionNow?: string; contact?: 'none' | 'region' | 'suspected' | 'confirmed'; note?: string }
  | { kind: 'leave'; id?: string; student: string; seen?: number; day: string; until?: string; leave?: AbsenceKind; act: 'leave' | 'cancel'; note?: string }
  | { kind: 'recovery'; id?: string; student: string; seen?: number; endedAt: string }

/** The roster of a campus by class, with how many. `becomes`: the class has a name of an earlier version that is not its own (1班 of every grade), and this is the one that the next file gives it. */
export interface RosterView { campus: { id: string; name: string }; day: string; classes: { grade: string; class: string; pupils: number; becomes?: string }[]; staff: number; mayChange: boolean }
/** What a roster's file would do. Names masked. `gone`: on the roster and not in the file; taken off only when the file is declared complete. */
export interface RosterPlan {
  rows: number
  campuses: { id: string | null; name: string; new: number; moved: number; changed: number; same: number; gone: number }[]
  new: RosterPlanRow[]
  moved: RosterPlanRow[]
  gone: RosterPlanRow[]
  rejected: { row: number; column: string; code: string; reason: string }[]
  /** What was previewed; sent with the confirmation, which is refused when anything has changed since. */
  token: string
}
export interface RosterPlanRow { name: string; studentNo: string; from: string; to: string }
/**
 * A year's promotion: which grade becomes which; null leaves the school. `prepared`: pupils whom an earlier one for that day has moved
 * already; `kept`: those of whom somebody said otherwise since, they stay; `changes`: whose place of that day becomes another by it.
 */
export interface PromotionPlan { campus: { id: string; name: string }; from: string; grades: { grade: string; next: string | null; pupils: number; classes: { class: string; next: string | null; pupils: number }[] }[]; promoted: number; leaving: number; prepared: number; kept: number; changes: number; token: string }

/**
 * Whose home is not known here: pupils, and behind them those of the staff of whom the roster says an address (they have the
 * class of staff). `count` of pupils, `staffCount` of staff.
 */
export interface UnmatchedList { pupils: { id: string; campus: { id: string; name: string }; grade: string; class: string; name: string; studentNo: string; hasAddress: boolean }[]; count: number; staffCount: number; more: boolean }

/** One campus in a district's list; `staff` as in its board. */
export interface CampusRow { id: string; name: string; isSchoolDay: boolean; tally: SchoolTally; staff: SchoolTally; openAlerts: number; overdueAlerts: number }
export interface DistrictBoard { day: string; rev: number; whole: SchoolTally; staff: SchoolTally; campuses: CampusRow[] }

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
  symptoms: Wording[]
  /** Reports of the day (`checks/SEQ`), oldest first. */
  checks: number[]
  leave: string | null
  openAlerts: number
  /** The home's tag that the school may know of: somebody there is under management. */
  homeAlert: boolean
  /** Newest entry about the pupil: what a report's author has `seen`. */
  seq: number
}

/** What can be done with an alert. `open` and `climb` are the rules' own. */
export const ALERT_ACTS = ['open', 'acknowledge', 'assign', 'verify', 'pass-on', 'close', 'group', 'climb', 'note'] as const
export type AlertAct = (typeof ALERT_ACTS)[number]
/** Minutes from opened to first taken up and to closed; null of none. */
export interface AlertTimes {
  opened: number
  acknowledged: { count: number; median: number | null; p90: number | null }
  closed: { count: number; median: number | null; p90: number | null }
}
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
  steps: { at: number; by: string; act: AlertAct; /** A verdict, a name, a level's role. */ word: string; note: string }[]
  /** Why it opened, in one line. */
  what: Wording
  /** 0 is looked at first. */
  urgency: number
  /** It says what is known of a home: it comes behind all others, and rests once somebody knows of it. */
  isStanding: boolean
  /** Until when the next thing must be done, epoch ms; null: nothing is left. */
  dueAt: number | null
  /** What became of passing it on; null: it was not. `recorded`: nobody has said where to. */
  passedOn: { state: 'recorded' | 'waiting' | 'sent' | 'given-up'; tries: number; problem: string; at: number | null } | null
}

/**
 * `todo`: what somebody has still to do with; `standing`: what is known of homes and has not ended, whether somebody knows of
 * it (then it is no `todo`) or not. `mine`: the level has reached the reader's role, or it is assigned to them.
 */
export const ALERT_FILTERS = ['todo', 'mine', 'overdue', 'standing', 'open', 'acknowledged', 'verified', 'passed-on', 'closed', 'all'] as const
export type AlertFilter = (typeof ALERT_FILTERS)[number]

/** Alerts of a campus that somebody has still to do with, within the reader's scope. */
export interface AlertCounts { campus: string; open: number; todo: number; overdue: number }

/** A line of the queue. `home`: the first line of those that are about one home and stand one after the other; null for whoever is alone. */
export interface AlertLine extends AlertView { home: string | null }

/** A page of alerts, the most urgent first and each home's together; what belongs to a group stands behind its group. `next` asks for what follows. */
export interface AlertPage {
  alerts: AlertLine[]
  next: string | null
  /** Of everything that the reader may see, whatever is filtered. */
  counts: Record<AlertFilter, number>
  campuses: { id: string; name: string }[]
  rules: { key: string; name: Wording }[]
  levels: { role: string; name: Wording }[]
  rev: number
}

export interface AlertDetail { alert: AlertView; /** Checks to be read (`checks/SEQ`): what gave the reason, else the pupil's newest of that day. Oldest first. */ checks: number[]; /** Those in the reader's scope. */ members: AlertView[]; /** Colleagues whose scope covers it. */ colleagues: { id: string; name: string; role: Wording }[] }

/** What somebody does with an alert; several go on together. */
export interface AlertStepDraft { id?: string; act: 'acknowledge' | 'assign' | 'verify' | 'pass-on' | 'close' | 'note' | 'group'; verdict?: AlertVerdict; to?: string; note?: string; /** With `group`: null parts it. */ group?: null }

/** How long it took, per campus and rule, and of all. */
export interface AlertTimesAnswer { from: string; to: string; whole: AlertTimes; campuses: ({ campus: { id: string; name: string }; rule: string; name: Wording } & AlertTimes)[] }

/** Where true alerts are passed on to. The secret is never read back. */
export interface AuthorityView { url: string; hasSecret: boolean; enabled: boolean; updatedAt: number | null }

/** Sent to signed-in desks when alerts of their scope changed: their counts by campus, or null: read again what is shown. */
export interface SchoolAlertsEvent { rev: number; campuses: AlertCounts[] | null }

/** Who is missing today, by name: for whoever's scope it is, after the audit entry. `text` is ready to be sent on. */
export interface NamedList {
  campus: string
  day: string
  missing: number
  classes: { grade: string; class: string; expected: number; pupils: { id: string; name: string; studentNo: string }[] }[]
  /** Who works there and is missing; absent when nobody is, or the reader has a part of the campus only. In no figure of pupils. */
  staff?: NamedList['classes'][number]
  text: string
}

/** The morning's chase of a campus: its steps, what was done of them, and whether it helped. */
export interface ChaseDay {
  day: string
  /** Minute of the day by step. */
  steps: { key: string; name: Wording; /** Who is told of those who work there; absent: nobody. */ staffName?: Wording; scope: 'class' | 'grade' | 'campus' | 'district'; minute: number }[]
  /** Grade and class are empty for all of a campus. `at` in epoch ms, minutes of the day else; `missing` when it was taken, `missingThen` at `until`: the next step, or now. Asked of one campus, the bureau's step has that campus's figures. */
  taken: {
    step: string
    grade: string
    class: string
    at: number
    minute: number
    expected: number
    missing: number
    missingThen: number
    until: number
    /** Of a whole campus: those who work there, whom the same message tells of; for whoever has the whole campus. */
    staff?: { missing: number; missingThen: number }
    channels: { id: string; kind: string; state: 'waiting' | 'sent' | 'unsure' | 'given-up'; tries: number; problem: string; /** What was sent, without names. */ said: string; settledAt: number | null }[]
  }[]
  kinds: { key: string; name: Wording }[]
}

/** Where the messages of a step go. Addresses come masked; a secret never comes. */
export interface ChaseTargetView {
  id: string
  campus: { id: string; name: string } | null
  grade: string
  class: string
  step: string
  kind: string
  address: string
  hasSecret: boolean
  withNames: boolean
  enabled: boolean
  updatedAt: number
  updatedBy: string
}
export interface ChaseTargets { targets: ChaseTargetView[]; kinds: { key: string; name: Wording }[]; steps: ChaseDay['steps']; mayAll: boolean }
