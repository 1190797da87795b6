/**
 * What the page behind a QR code and the server say to each other, and what the desk sees of it: forms, codes, rounds of
 * masks, papers. Nothing here that a resident gets tells anything about anybody.
 */

import type { Wording } from './entities.ts'

/**
 * One input of a form: a FormKit schema node whose texts come in both languages, and words of our own. `keep` says where
 * the answer goes: `log` (impersonal by its type), `redacted` (free text; digit runs and names are cut out of the log's
 * copy), `aside` (the identity vault only), `nothing` (asked, checked, forgotten). `daysBack`/`daysAhead` bound a date.
 * A `list` asks its `children` once for each of several, at most `most`; what they keep is impersonal by its type.
 * `usual` is the answer to a single choice that most give, with the words that say it in full: questions that have one and
 * stand next to each other are answered by one tap on all those words together, or each by itself.
 */
export interface FormInput {
  $formkit: 'text' | 'tel' | 'number' | 'date' | 'radio' | 'checkbox' | 'select' | 'textarea' | 'list'
  name: string
  label: Wording
  help?: Wording
  placeholder?: Wording
  /** FormKit's rules: `required`, `length:MIN,MAX`, `between:LOW,HIGH`, joined by `|`. */
  validation?: string
  options?: { value: string; label: Wording }[]
  usual?: { value: string; words: Wording }
  /** `$get(NAME).value === 'VALUE'`: asked only then; inside a list, NAME is one of the same children. */
  if?: string
  children?: FormInput[]
  most?: number
  /** What one of a list is called on the button that adds it. */
  one?: Wording
  /** The answer stays on the device that gave it, and stands there the next time. */
  remember?: true
  keep: 'log' | 'redacted' | 'aside' | 'nothing'
  daysBack?: number
  daysAhead?: number
  step?: number
  inputmode?: string
  autocomplete?: string
}

export interface Form {
  id: string
  version: number
  /** Day (`YYYY-MM-DD`) from which this version is asked. */
  validFrom: string
  title: Wording
  intro: Wording
  submit: Wording
  schema: FormInput[]
  /** Who answers it: parents by their class's code, or staff by theirs; absent: residents by the code of their door. */
  audience?: 'school'
}

export type Answer = string | number | boolean | string[]
export type Answers = Record<string, Answer | Record<string, Answer>[]>

export interface ResidentRound {
  id: string
  name: string
  opensAt: number
  closesAt: number
  perHousehold: number
  isOpen: boolean
  /** False: only homes elsewhere may book in it. */
  isHere: boolean
  /** Names of the places that it is opened for; none: everywhere. */
  where: string[]
  /** Something is left; else a booking goes to the waiting list. */
  hasLeft: boolean
  pickUp: string
}

/** What a code opens. No unit, no person and no count of either is ever in it. */
export interface ResidentPageView {
  /** As it is written on the door. */
  place: string
  /** What must be said before: the room of a building, or building and room; nothing for a unit's own code. */
  asks: 'nothing' | 'room' | 'address'
  today: string
  zoneOffsetMinutes: number
  forms: Form[]
  rounds: ResidentRound[]
}

export interface ResidentPost {
  /** The page's own; sent again after a lost answer it counts once. */
  id: string
  form: string
  version: number
  answers: Answers
  round?: string
  address?: string
  /** Somebody of this home has already sent today, and this is meant all the same. */
  again?: boolean
  /** People see no such field; whoever fills it in is a program. */
  website?: string
}

export type ResidentAnswer =
  | { state: 'received'; number: number | null }
  | { state: 'booked' | 'waiting'; number: number; quantity: number; pickUp: string }
  | { state: 'already-sent'; reason: string }
  | { state: 'problems'; problems: { field: string; code: string; reason: string }[] }

/** One printed code. */
export interface QrCode { id: string; label: string; path: string; /** Of those who work at a campus. */ isOfStaff?: true; /** Modules a side, the quiet zone not in it. */ size: number; /** SVG path data to be stroked 1 wide, one module being 1. */ drawing: string }
/** Where the codes of a page lead; `isSet`: by the server's setting, else as this page itself was reached. */
export interface PublicAddress { origin: string; isSet: boolean }
export interface QrSheet { title: string; codes: QrCode[]; leadsTo: PublicAddress }

/** The mark that lies on a unit as long as one of its self-reports waits for an officer. */
export const SELF_REPORT_MARK = 'self-report'

/** One thing a resident said, as the card shows it. */
export interface SelfReport {
  seq: number
  /** When it came in. */
  at: number
  form: string
  fields: { key: string; label: Wording; value: Wording }[]
  /** Null: it waits. `seq` is the entry that confirmed it or set it aside. */
  settled: { how: 'confirmed' | 'set-aside'; by: string; at: number; seq: number } | null
}

/** A round of masks, as the desk sees it; counts are within the reader's scope. */
export interface RoundView {
  id: string
  /** It is opened for; none: everywhere. */
  places: { id: string; name: string }[]
  name: string
  opensAt: number
  closesAt: number
  quantity: number
  perHousehold: number
  pickUp: string
  state: 'soon' | 'open' | 'closed'
  booked: number
  waiting: number
  pickedUp: number
}

/** One booking within the user's scope. */
export interface BookingView {
  seq: number
  unit: string
  building: string
  address: string
  number: number
  quantity: number
  state: 'booked' | 'waiting'
  by: 'resident' | 'officer'
  /** Masked. */
  name: string
  phone: string | null
  /** Calls since it was booked, or since the home was last reached, that nobody answered; and when the last was. */
  tries: number
  triedAt: number | null
  toldAt: number | null
  pickedUpAt: number | null
}

export const BOOKING_ACTS = ['book', 'cancel', 'no-answer', 'told', 'picked-up'] as const
export type BookingAct = (typeof BOOKING_ACTS)[number]

/** What a paper is filled with. Names masked unless `shown`. */
export interface PaperView {
  paper: string
  unit: string
  address: string
  committee: string
  subdistrict: string
  day: string
  shown: boolean
  seq: number
  people: { id: string; name: string; idNumber: string | null; origin: string; arrivedOn: string | null; dueOn: string | null; releasedOn: string | null }[]
  observationDays: number
  /** To the unit's registration page. */
  code: QrCode
  leadsTo: PublicAddress
  handedOut: { on: string; by: string }[]
}
