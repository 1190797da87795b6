/**
 * What the page of a class (a parent's phone), the class teacher's link and the server say to each other, and what the
 * desk sees of both. No roster is ever listed to a parent: a child is named by number and name, and known from then on by
 * an opaque token that stays on that device.
 */

import type { Wording } from './entities.ts'
import type { Answers, Form } from './residents.ts'
import type { AbsenceKind } from './school.ts'

/** What a class's code opens. Nothing about any pupil. */
export interface CheckPageView {
  school: string
  class: string
  /** The day that a report sent now counts for, `YYYY-MM-DD`. */
  today: string
  /** Minute of the day up to which a report is on time. */
  cutOffMinute: number
  /** Null before the form's first version. */
  form: Form | null
  /** The page of those who work at the campus: each reports for themselves. */
  isOfStaff?: true
}

/** A child as the device that named it keeps it: the token, and nothing in clear. */
export interface KnownChild {
  child: string
  /** Masked. */
  name: string
  /** Last two digits. */
  studentNo: string
  /** Minute of the day of today's newest report, whoever sent it; null: none yet. */
  sentAt: number | null
  /** False on a day without school for this child. */
  expected: boolean
}

export interface CheckPost {
  /** The page's own; sent again after a lost answer it counts once. */
  id: string
  child: string
  version: number
  answers: Answers
  /** The day that the page was opened on: another than today is asked about again. */
  openedOn: string
  /** Somebody has sent for this child today, and this is meant all the same. */
  again?: boolean
  /** People see no such field. */
  website?: string
}

export type CheckAnswer =
  | { state: 'received'; minute: number }
  | { state: 'already-sent'; minute: number; reason: string }
  | { state: 'new-day'; today: string; reason: string }
  | { state: 'problems'; problems: { field: string; code: string; reason: string }[] }

/** One pupil as the class teacher's link shows them: enough for whoever knows the class, little for anybody else. */
export interface ClassRow {
  /** `s…`. */
  id: string
  /** Masked. */
  name: string
  /** Last two digits. */
  studentNo: string
  /** Minute of the day of the first report. */
  minute: number | null
  by: 'parent' | 'self' | 'teacher' | 'other' | null
  leave: AbsenceKind | null
}

/** What the class teacher's link opens: today, without any answer that was given. */
export interface ClassView {
  school: string
  class: string
  day: string
  now: number
  zoneOffsetMinutes: number
  isSchoolDay: boolean
  cutOffMinute: number
  expiresAt: number
  form: Form | null
  counts: { roster: number; expected: number; reported: number; late: number; missing: number; onLeave: number }
  missing: ClassRow[]
  onLeave: ClassRow[]
  reported: ClassRow[]
  /** Of the class's own code, for the reminder: `/r/…`; `origin` null: on the host by which the teacher came. */
  path: string
  origin: string | null
  isOfStaff?: true
}

export type ClassAct =
  | { act: 'report'; id: string; pupil: string; version: number; answers: Answers; openedOn: string; again?: boolean }
  | { act: 'leave'; id: string; pupil: string; kind: AbsenceKind }
  | { act: 'cancel-leave'; id: string; pupil: string }
export type ClassActAnswer = CheckAnswer | { state: 'done' }

/** One class at the desk. */
export interface ClassLinks {
  /** `q…`. */
  id: string
  campus: string
  grade: string
  class: string
  pupils: number
  /** Those who work at the campus. */
  staff?: true
  /** Of the parents' code: how often it was replaced, and its page. */
  version: number
  path: string
  teachers: { id: string; madeAt: number; madeBy: string; expiresAt: number }[]
}
export interface LinksView { campuses: { id: string; name: string; classes: number }[]; campus: string | null; classes: ClassLinks[] }
/** Shown once: the server keeps only a hash of it. `url` is whole, as a teacher's phone reaches it. */
export interface MadeTeacherLink { url: string; expiresAt: number; links: ClassLinks }

/** Versions of the forms somebody may see or change. */
export interface FormsView { today: string; mayPublish: boolean; forms: Form[] }
export interface PublishAnswer { problems: { field: string; code: string; reason: string }[]; forms: Form[] }

/** A check of the past, question by question in the words of the version that it answered. */
export interface SaidAnswer { key: string; label: Wording; value: Wording }
export interface CheckAnswersView { form: { id: string; version: number } | null; answers: SaidAnswer[] }
