/**
 * What the desk's pages and the server say to each other over HTTP, as JSON. Statuses and tags are the numbers of the
 * pack's description (a tag is a bit); days are `YYYY-MM-DD` in the deployment's zone, instants epoch milliseconds.
 * Names and numbers are masked (张**, 138****1234) unless a field says that they are shown.
 */

import type { PackDescription, Wording } from './entities.ts'
import type { SelfReport } from './residents.ts'

/** A node of the place tree on the way from the top. */
export interface PathNode { id: string; kind: string; name: string }

/** Who is signed in. */
export interface SessionView {
  account: { id: string; login: string; name: string; role: string; roleName: Wording; permissions: string[]; places: PathNode[]; schools: { id: string; name: string }[] }
  /** The password must be changed before anything else is answered. */
  mustChangePassword: boolean
  /** Today, and minutes east of UTC. */
  today: string
  zoneOffsetMinutes: number
  demo: boolean
}

/** A place or building below the scope, for the list at the left. */
export interface PlaceRow {
  id: string
  kind: string
  name: string
  parent: string | null
  units: number
  /** Units per status code. */
  counts: number[]
  /** Units that need somebody today. */
  todo: number
  /** A building that is no more: it can be found, and is in no count. */
  takenDown?: true
}

/** The places of the scope, and what their colours and marks mean. */
export interface PlacesAnswer {
  places: PlaceRow[]
  pack: PackDescription
  /** Keys of the tags that an officer lays by hand, in the order in which they are offered. */
  marks: readonly string[]
  day: string
  rev: number
}

/** One unit in the elevation. */
export interface CellView {
  id: string
  /** As people write it: `1103`, `B101`. */
  room: string
  /** Null for a room that fits no storey: it stands in a row of its own. */
  storey: number | null
  /** `owned`, `rented`, `vacant`, `shop`, or null when the ledger says nothing. */
  tenure: string | null
  status: number
  tags: number
  /** Day n of observation, arrival being day 0; null when nobody is under observation. */
  day: number | null
  /** Something is to be done here today. */
  todo: boolean
  /** Log sequence of the newest entry about the unit; an edit says which one it has seen. */
  seq: number
}

/** A building as it stands. */
export interface BuildingView {
  id: string
  label: string
  path: PathNode[]
  /** Revision of this answer, and the day looked at. */
  rev: number
  day: string
  observationDays: number
  counts: number[]
  cells: CellView[]
  /** The day from which the building is no more, today or another; null while it stands. */
  takenDownOn?: string | null
}

/** Somebody who lives, lived or is registered in the unit. */
export interface PersonView {
  id: string
  name: string
  phone: string | null
  idNumber: string | null
  /** True when name and numbers are in full (an audit entry was written). */
  shown: boolean
  age: number | null
  relation: string | null
  from: string | null
  to: string | null
  /** Null when no report says where the person is. */
  status: number | null
  tags: number
  reason: ReasonView | null
  observation: ObservationView | null
  whereabouts: { state: string; origin: string; transit: string; departedOn: string | null; returnedOn: string | null; transport: string | null; releasedOn: string | null } | null
  /** The day on which the newest stay was ended; null while it is not, or when there is none. */
  releasedOn: string | null
  pupil: { school: string; class: string; reportedToday: boolean; abnormal: boolean } | null
  /** Counted in the unit's colour now, or only registered here. */
  lives: boolean
}

export interface ReasonView {
  rule: string
  code: string
  text: string
  feed: string | null
  seq: number | null
  registeredOn: string | null
  receivedAt: number | null
  /** Who reported: an account's name, a feed's, or null. */
  author: string | null
  /** Entry of the region list that decided. */
  listSeq: number | null
}

/** Day n of `of`; due on that day. */
export interface ObservationView { day: number; of: number; arrivedOn: string; dueOn: string; isDue: boolean }

/** Two feeds that do not agree about one person. */
export interface ConflictView {
  person: string
  name: string
  sides: { feed: string; seq: number; on: string; text: string }[]
}

/** One day of health management. */
export interface CareDay {
  day: string
  entries: { seq: number; person: string | null; temperatureCelsius: number | null; outing: string | null; /** Nobody could be asked; the note says why. */ unasked: boolean; note: string | null; source: string; at: number }[]
  missing: boolean
}

/** One line of what happened. */
export interface TimelineEntry {
  seq: number
  /** When it came in. */
  at: number
  on: string
  feed: string
  author: string
  person: { id: string; name: string } | null
  /** A key of the locale files, and what it names. */
  code: string
  details: Record<string, string | number | boolean | null>
  note: string | null
}

/** A page of what happened, newest first; `earlier`: how many there are before the last. */
export interface TimelinePage { entries: TimelineEntry[]; earlier: number }

/** A landlord in full (an audit entry was written). */
export interface LandlordView { name: string; phone: string | null }

/** Everything about one unit. */
export interface UnitCard {
  id: string
  room: string
  building: { id: string; label: string }
  path: PathNode[]
  rev: number
  seq: number
  day: string
  status: number
  tags: number
  tenure: string | null
  reason: ReasonView
  observation: ObservationView | null
  conflicts: ConflictView[]
  people: PersonView[]
  /** `from`: as the ledger says, else the day of the ledger. */
  landlord: { name: string; phone: string | null; from?: string | null; to?: string | null } | null
  plates: string[]
  care: CareDay[]
  /** Marks laid by officers and self-reports that stand. */
  marks: { key: string; name: Wording; since: string; seq: number }[]
  papers: { paper: string; on: string; by: string; seq: number }[]
  /** What residents sent themselves, newest first. */
  selfReports?: SelfReport[]
  tasks: { id: string; list: string; dueOn: string | null; overdue: boolean; person: string | null }[]
  /** The newest, newest first. */
  timeline: TimelineEntry[]
  /** Entries before the last of `timeline`: asked for a page at a time. */
  timelineEarlier: number
}

/**
 * What an officer writes down. Every one of them is a report with its author. `seen` is the unit's `seq` on the card
 * that the officer had open: when something newer came in, that report is refused (`changed-meanwhile`) and the officer
 * decides. `id` is the page's own, so that a report sent again after a lost answer counts once. `settles` is the log
 * sequence of a resident's self-report: an officer's word that names it confirms it, the mark `self-report` taken off with
 * it sets it aside; nothing else takes that mark off.
 */
export type DeskReport =
  | { kind: 'officer'; id?: string; unit: string; seen?: number; person?: string; newPerson?: NewPerson; state: string; origin?: string; transit?: string; departedOn?: string; returnedOn?: string; transport?: string; releasedOn?: string; condition?: string; healthCode?: string; settled?: boolean; settles?: number; note?: string }
  | { kind: 'call'; id?: string; unit: string; seen?: number; person?: string; outcome: CallOutcome; note?: string }
  | { kind: 'care'; id?: string; unit: string; seen?: number; person?: string; day: string; temperatureCelsius?: number; outing?: string; unasked?: boolean; note?: string }
  | { kind: 'mark'; id?: string; unit: string; seen?: number; mark: string; on: boolean; settles?: number; note?: string }
  | { kind: 'note'; id?: string; unit: string; seen?: number; note: string }
  | { kind: 'paper'; id?: string; unit: string; seen?: number; person?: string; paper: string }
  | { kind: 'resident'; id?: string; unit: string; seen?: number; person?: string; newPerson?: NewPerson; relation?: string; from?: string; to?: string; plates?: string[] }
  | { kind: 'visit'; id?: string; unit: string; seen?: number; found: VisitFinding }

/**
 * A report that waited on a phone says when it was written (`at`, epoch ms of the server's clock as the phone knew it): the
 * day of that instant counts, however late the report comes; after a week it is refused.
 */
export type LateReport = DeskReport & { at?: number }

/** What was found at the door. Neither says where anybody has been: a sighting is no "has not left". */
export const VISIT_FINDINGS = ['at-home', 'nobody'] as const
export type VisitFinding = (typeof VISIT_FINDINGS)[number]

export const CALL_OUTCOMES = ['reached', 'no-answer', 'wrong-number', 'refused'] as const
export type CallOutcome = (typeof CALL_OUTCOMES)[number]

/** The mark that lies on a home after somebody said at the door that people had moved away, until an officer has written down who. */
export const MOVED_OUT_MARK = 'moved-out'

/** Papers of the kit: notice (告知书), pledge (承诺书), release certificate (解除证明). */
export const PAPERS = ['notice', 'pledge', 'release-certificate'] as const
/** The one that only somebody who has been released gets. */
export const RELEASE_CERTIFICATE = 'release-certificate' satisfies (typeof PAPERS)[number]

export interface NewPerson { name: string; phone?: string; idNumber?: string }

/** The answer to reports; `problems` name the report by index, the field, a stable code and the reason in words. */
export interface DeskAnswer {
  accepted: number
  rev: number
  problems: { index: number; field: string; code: string; reason: string }[]
}

/** One line of search results. */
export interface SearchHit {
  kind: 'unit' | 'building' | 'place' | 'person'
  id: string
  /** The unit, building or place to open. */
  open: string
  /** The building that the unit to open stands in; null for a place. */
  building: string | null
  title: string
  detail: string
  status: number | null
}

/** One unit of a work list. */
export interface WorkItem { unit: string; building: string; address: string; status: number; tags: number; day: number | null; seq: number; /** Tries without an answer. */ tries: number; dueOn: string | null; /** Earlier days of its health log in which nothing stands. */ missingDays: number }

/** What is to be done today, in the order in which a person would do it. */
export interface TodayView {
  day: string
  rev: number
  lists: { key: 'release-due' | 'not-reached' | 'new-returns' | 'care-missing' | 'care-earlier' | 'to-verify' | 'moved-out' | 'registration-done'; total: number; done: number; items: WorkItem[] }[]
  /** `missingDays`: earlier days in which nothing stands, of all the committee's homes under management. */
  committees: { id: string; name: string; total: number; done: number; missingDays: number }[]
}

/** Sent to signed-in desks when units of their scope changed; `units` null: whatever is shown is to be read again. */
export interface DeskUnitsEvent { rev: number; units: Pick<CellView, 'id' | 'status' | 'tags' | 'day' | 'todo' | 'seq'>[] | null }

/** How a task of a verification list ends. `not-ours`: another committee's; whoever manages the list gives it to another unit. */
export const TASK_ANSWERS = ['found', 'not-here', 'moved', 'wrong-number', 'refused', 'not-ours'] as const
export type TaskAnswer = (typeof TASK_ANSWERS)[number]

/** How many tasks there are, within the reader's scope. `open` includes `overdue` and `unmatched`. */
export interface TaskCounts { total: number; open: number; overdue: number; unmatched: number; answered: Partial<Record<TaskAnswer, number>> }

/** One verification list. */
export interface TaskListView extends TaskCounts {
  /** Id of its first task. */
  id: string
  name: string
  issuedOn: string
  /** The earliest deadline of its open tasks, else of all; null when there is none. */
  dueOn: string | null
  committees: ({ id: string | null; name: string } & TaskCounts)[]
}

/** One task of a list, masked. */
export interface TaskView {
  id: string
  /** Null: matched to no unit yet. */
  unit: string | null
  building: string | null
  address: string
  committee: string | null
  /** Masked; null when the row names nobody. */
  name: string | null
  phone: string | null
  dueOn: string | null
  overdue: boolean
  answer: TaskAnswer | null
  note: string | null
  by: string | null
  at: number | null
  /** Log sequence of the newest entry about it. */
  seq: number
}

/** A page of a list's tasks; `next` asks for what follows, null at the end. */
export interface TaskPage { list: TaskListView; tasks: TaskView[]; next: string | null }

/** What a list says of one task. Masked unless `shown` (an audit entry was written). */
export interface TaskDetail { task: TaskView; shown: boolean; name: string | null; phone: string | null; idNumber: string | null; written: string; cells: { header: string; text: string }[] }

/** A unit that a task could be about. */
export interface TaskCandidate { unit: string; building: string; address: string; why: ('same-person' | 'same-name' | 'same-room' | 'similar-room' | 'same-building' | 'similar-compound')[] }

/** One line of the region list as it stands. Days inclusive. */
export interface RegionLine { region: string; level: 'key' | 'concern'; from: string; to: string | null }
export interface RegionLineView extends RegionLine { seq: number; author: string; at: number; state: 'ahead' | 'in-force' | 'ended' }

/** How many units and people would change from one colour to another (status codes; null: no colour). */
export interface RegionChange { from: number | null; to: number | null; units: number; people: number }
export interface RegionPreview {
  rev: number
  /** Lines that would be written. */
  lines: number
  units: number
  people: number
  changes: RegionChange[]
  committees: { id: string; name: string; units: number; changes: RegionChange[] }[]
  problems: { index: number; field: string; code: string; reason: string }[]
}
