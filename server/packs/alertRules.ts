/** What a pack says of schools' alerts: which there are, what gives reason to one, and who is to act until when. Data and pure functions. */

import type { Wording } from '../protocol/entities.ts'

export interface AlertRule {
  key: string
  name: Wording
  /** 0 is looked at first. */
  urgency: number
  about: 'pupil' | 'class' | 'device'
  /** Bits of packs/checkFlags.ts that a check with this reason has one of; 0: none of them tells. */
  checkFlags: number
  /** The check counts in the day's abnormal figure; a data error takes it out again. */
  countsAsAbnormal: boolean
  /** While it stands, the pupil's home bears the tag. */
  tagsHome: boolean
  /**
   * It says what is known of a home, and nothing happened at school: walls do not count it, it stands behind whatever
   * happened, and once somebody knows of it, it rests until the home changes.
   */
  isStanding?: true
  /** Keys of the roles that hear of it as soon as it opens. */
  hears: readonly string[]
}

/** Whose turn it is. An alert opens at the first level; one that is overdue climbs to the next. */
export interface AlertLevel {
  /** Key of the role that should act now. */
  role: string
  /** Minutes at this level until somebody must have acknowledged. */
  acknowledgeMinutes: number
  /** Minutes from then (or at this level) until it must be closed. */
  closeMinutes: number
}

/** Reason for an alert: impersonal details only, they are logged. */
export interface AlertFinding {
  rule: string
  details: Record<string, string | number>
  /**
   * What it says, part by part, where that is the same fact however often it is said again (a code, a journey): once it was
   * found to be none, only another part is news. Absent of what is seen anew each time (a temperature, a symptom). Not logged.
   */
  facts?: readonly string[]
}

/** A pupil of a class with symptoms on a day: bits of the pack's symptom words. */
export interface SymptomSighting { student: number; day: number; symptoms: number }

export interface AlertRules<Reference = unknown> {
  rules: readonly AlertRule[]
  levels: readonly AlertLevel[]
  /** Minutes at a level until somebody must know of what stands (`isStanding`); after that nothing is due. */
  standingMinutes: number
  /** Level at which an alert about somebody who works at the campus opens: the roles of those below have classes and grades, and do not hear of it. */
  staffLevel: number
  /** Minutes of the day between which alerts climb: nobody is woken at night. */
  climbing: { fromMinute: number; toMinute: number }
  /** What a logged body of the feed `school` gives reason to; `day` decides which lines of a region list are in force. */
  judgeCheck(body: Record<string, unknown>, day: number, reference: Reference): AlertFinding[]
  /** The same for a logged body of the feed `gate`. */
  judgeReading(body: Record<string, unknown>): AlertFinding[]
  /** Why an alert opened, in one line and without a name. */
  describe(rule: string, details: Record<string, string | number>): Wording
  /** So many pupils of one class with one symptom within so many days. */
  cluster: { rule: string; pupils: number; days: number }
  /** So many of one rule from one source within so long are a broken device; over when none came for so long. */
  storm: {
    rule: string; of: string; count: number; withinSeconds: number; restSeconds: number
    /** The same of a device at a gate that is slower: so great a part of its last readings. */
    share: { readings: number; least: number; withinSeconds: number }
  }
  /** Judged again of the checks that still stand when the list of regions grows. */
  travel: { rule: string }
  /** Statuses of a home (by key) that its pupils' alert is for. */
  home: { rule: string; statuses: readonly string[] }
  /** Hours without symptoms before a pupil may come back; instants are epoch ms, null: never recorded. */
  comingBack: { rule: string; hours: number; lookBackDays: number; isTooSoon(backAt: number, endedAt: number | null, lastSymptomsAt: number | null, hours: number): boolean }
}
