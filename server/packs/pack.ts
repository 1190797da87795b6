/**
 * What a pack is to the engine: data (`description`, `factFields`) and pure functions. The engine knows no colour, no
 * region and no rule; it keeps facts in columns, hands a subject's facts to the pack, and counts what comes back.
 */

import type { GateRules } from './gateRules.ts'
import type { Locale, PackDescription, Wording } from '../protocol/entities.ts'
import type { AlertRules } from './alertRules.ts'
import type { Form } from '../protocol/residents.ts'

/** A column of a pack's facts. Texts are interned by the engine, days are whole numbers (protocol/day.ts). */
export type FactFieldType = 'u8' | 'i32' | 'text'
export type FactFields = Record<string, FactFieldType>

/** What every fact has, whatever the pack. */
export interface FactBase {
  /** Log sequence of the report it came from. */
  seq: number
  /** Register date, as a day number. */
  validOn: number
  feed: string
}
export type FactContent = Record<string, number | string>
export type Fact<Content extends FactContent = FactContent> = FactBase & Content

/** Why a status is what it is: enough to word it in any language and to find the report. */
export interface Reason {
  /** Number of the rule on the design page, e.g. `4`. */
  rule: string
  /** Stable code, worded by `wordReason`. */
  code: string
  seq: number | null
  feed: string | null
  validOn: number | null
  /** Log sequence of the newest reference entry (region list) that decided, when one did. */
  listSeq: number | null
  /** Impersonal details: days, region names. */
  details: Record<string, string | number>
}

export interface PersonResult {
  /** Status code, or null when the person counts for no colour (taken to central quarantine). */
  status: number | null
  /** Bit i = tag i of `description.tags`. */
  tags: number
  reason: Reason
}

export interface UnitInput<Content extends FactContent> {
  /** Results of the people whose latest report puts them here, in no order. */
  people: PersonResult[]
  /** Facts about the unit as a whole (rows without a name), oldest first. */
  whole: Fact<Content>[]
  /** What the ledger says, e.g. `vacant`; null when it says nothing. */
  tenure: string | null
  /** Somebody who was reported here has since been reported elsewhere. */
  movedAway: boolean
  /** A pupil living here has an abnormal check of the day. */
  pupilAlert: boolean
  /** Open verification tasks for this unit. */
  openTasks: number
  /** Keys of the marks that stand on the unit (laid by hand or by a self-report). */
  marks: readonly string[]
  /** What visits at the door found; absent: nobody was there. */
  visits?: Visits
}

/** The newest sighting of each kind that nothing written down since has answered. */
export interface Visits { atHome: Sighting | null; nobody: Sighting | null }
export interface Sighting { seq: number; validOn: number }

export interface UnitResult {
  status: number
  tags: number
  reason: Reason
}

/** One entry of reference data the rules look at (a line of a region list), as logged. */
export interface ReferenceEntry {
  seq: number
  kind: string
  body: Record<string, unknown>
}

/** A problem of one row: the field of rows.ts, a stable code, and the words. */
export interface RowProblem {
  field: string
  code: string
  reason: Wording
}

/** Whom a report of the desk is about, by id; `seen` is the newest entry about the unit that its author had in front of them. */
export interface NamedSubject { unit: string; person: string | null; seen: number | null }

/** What a row says, once read: the impersonal part for the log, the personal part for the vault. */
export interface ParsedReport {
  subject: 'person' | 'unit' | 'pupil' | 'task' | 'alert'
  /** Register date (a day number). */
  validOn: number
  /** When it was observed, epoch ms; null when the row has only a day. */
  observedAt: number | null
  reportId: string | null
  address: { committee: string; compound: string; building: string; room: string } | null
  /** Instead of an address: the unit, and the person when it is a known one, by id. */
  named?: NamedSubject
  person: { name: string; idNumber: string; phone: string } | null
  /** At a gate a pupil may be known by card or by id instead of the number. */
  pupil: { school: string; className: string; studentNo: string; card?: string; student?: string } | null
  /** Of a report on a pupil by id: the newest entry about the pupil that its author had in front of them. */
  seen?: number | null
  /** Impersonal content; this is what is logged, and what "the same content" is judged by. */
  body: Record<string, unknown>
  /** Cells that may name somebody (notes, means of travel with a plate …); kept in the vault only. */
  privateCells: Record<string, string> | null
}

export interface ParseContext {
  /** Today as a day number, and now in epoch ms, by the injected clock. */
  today: number
  now: number
  zoneOffsetMinutes: number
  /** Every version of every form; absent: the first ones. */
  forms?: readonly Form[]
}

/** A feed: how one raw row is read. Pure; never throws on any input. */
export interface Feed {
  name: string
  title: Wording
  parse(row: unknown, context: ParseContext): ParsedReport | RowProblem[]
}

/** Where somebody stands in an observation: day numbers, arrival being day 0. */
export interface Observation { arrival: number; day: number; dueOn: number; isDue: boolean }

/** What the desk needs of a pack besides its colours. */
export interface DeskRules {
  /** Days after which an observation may be closed. */
  observationDays: number
  /** Null for somebody who is not under observation. */
  observe(result: PersonResult, day: number): Observation | null
  /** Day on which the person's newest stay was ended; null while it is not, or when there is none. */
  releasedOn(result: PersonResult): number | null
  /** Status codes of homes whose health is written down every day. */
  caredFor: readonly number[]
  /** Lists of units by their tags, in the order in which a person would work them off. */
  lists: readonly { key: string; tags: readonly string[] }[]
  /** Two feeds that do not agree about a pupil's whereabouts: what the newest check says against what the household feed says. */
  contradicts(check: Record<string, unknown>, checkDay: number, result: PersonResult): boolean
}

/** One figure of the daily report: what is counted is data. */
export interface ReportFigure {
  key: string
  name: Wording
  /** How it is counted, for whoever asks. */
  meaning: Wording
  /** By status or tag on the day, or by what has happened to people up to the day. Any of several. */
  count: { of: 'status'; statuses: readonly string[] } | { of: 'tag'; tags: readonly string[] } | { of: 'event'; event: string }
  /** Only what the report before did not have. */
  isNew: boolean
  /** Absent: both. */
  only?: 'people' | 'units'
  /** What a superior's form calls it: one of these groups of words, all words of the group. */
  words: readonly (readonly string[])[]
}

/** The daily report of a pack. */
export interface ReportRules<Content extends FactContent = FactContent> {
  figures: readonly ReportFigure[]
  /** What happens to people and is counted. */
  events: readonly string[]
  /** How often each event has happened to a person by the day; facts as for `derivePerson`. */
  countEvents(facts: Fact<Content>[], day: number): readonly number[]
}

/** What a pupil's check says: bits of checkFlags.ts, and one bit a symptom of the rules' list (bit 15: any other). */
export interface CheckReading { flags: number; symptoms: number }

/** What schools need of a pack. */
export interface SchoolRules {
  /** Symptoms that are told apart, by bit; at most 15. */
  symptoms: readonly { key: string; name: Wording }[]
  /** Reads a logged school body; marks of its temperature (IMPLAUSIBLE) and origin (BY_…) are the engine's. */
  readCheck(body: Record<string, unknown>): CheckReading
  /** Checks count as copied when this many of one campus have equal temperatures in one second, or when one pupil's say the same at the same second on this many days with reports, one after the other within so many days. */
  copied: { sameSecond: number; days: number; withinDays: number }
  /** Absent: no check opens an alert. */
  alerts?: AlertRules
}

export interface Pack<Content extends FactContent = FactContent, Reference = unknown> {
  description: PackDescription
  factFields: FactFields
  /** Feeds that only this pack has; the common ones live in server/feeds/. */
  feeds: Feed[]
  /** The fact that a logged body makes for a person or a unit, or null when it makes none. */
  factOf(feed: string, body: Record<string, unknown>): Content | null
  /** Kinds of register entries that the rules look at (`regions`). */
  referenceKinds: string[]
  /** Absent: the pack has no work at the desk yet. */
  desk?: DeskRules
  /** Absent: the pack has no daily report. */
  report?: ReportRules<Content>
  /** Absent: pupils' checks are judged by `isAbnormalCheck` alone. */
  school?: SchoolRules
  /** Absent: the pack stops nobody at a school's gate. */
  gate?: GateRules
  /** Marks that may be laid on a unit by hand, in the order in which they are offered: tags of the description, by key. */
  marks: readonly string[]
  /** Builds the reference from its entries, in log order; may memoise inside itself. */
  createReference(entries: ReferenceEntry[]): Reference
  /** Facts are oldest first by rule 1 (register date, then log sequence), all of them on or before `day`. Never empty. */
  derivePerson(facts: Fact<Content>[], day: number, reference: Reference): PersonResult
  deriveUnit(input: UnitInput<Content>, day: number, reference: Reference): UnitResult
  /** Whether a pupil's check is abnormal (own temperature, symptom or code only). */
  isAbnormalCheck(body: Record<string, unknown>): boolean
  /** Whether a unit's tag belongs to "needs somebody", e.g. for tickers; wording of a reason. */
  wordReason(reason: Reason, locale: Locale): string
}
