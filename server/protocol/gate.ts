/** What the page at a school gate and the server say to each other as JSON. Pupils by opaque id; names come masked. */

import type { Wording } from './entities.ts'
import { hash53 } from './hash53.ts'

/** Why somebody is stopped, worst first; of several the first counts. */
export const GATE_REASONS = ['fever-at-gate', 'red-code', 'home-management', 'back-early', 'yellow-code', 'abnormal-report', 'no-report'] as const
export type GateReason = (typeof GATE_REASONS)[number]
export type GateDecision = 'allowed' | 'stopped'

/** What was done with a pupil at the gate today. */
export interface GatePresence {
  cameIn: boolean
  wentOut: boolean
  /** The newest of in and out is in. */
  isInside: boolean
  /** A temperature that somebody can have was taken today. */
  measured: boolean
  temperatureCelsius: number | null
  /** Where that was taken. */
  site: 'forehead' | 'armpit' | 'thermal' | null
  /** Second of the day of the newest reading, or null. */
  lastSecond: number | null
  /** A person has looked a second time. */
  checkedAgain: boolean
  /** The newest decision that was made there. */
  decision: GateDecision | null
}

/** A pupil as the gate's tablet holds one for the day. */
export interface GatePupil {
  /** `s…`. */
  id: string
  class: string
  /** Masked. Held in memory only. */
  name: string
  /** Last two signs of the student number, to tell namesakes of a class apart; in memory only, too. */
  tail: string
  /** Keys (`gateLookup`) of the student number and of the cards. */
  lookups: number[]
  decision: GateDecision
  reason: GateReason | null
  /** Epoch ms at which `back-early` ends, or null. */
  until: number | null
  /** The worst reason that no second check settles, `reason` or one behind it; null: there is none; absent of somebody stopped by a list kept without a line. */
  held?: GateReason | null
  presence: GatePresence | null
}

export interface GateCounts { in: number; out: number; unmeasured: number; stopped: number }

/** A pass as it goes by on the page. `pupil` is null for somebody whom nothing recognised. */
export interface GatePass {
  seq: number
  pupil: string | null
  second: number
  direction: 'in' | 'out' | null
  temperatureCelsius: number | null
  implausible: boolean
  isSecond: boolean
  decision: GateDecision | null
  /** Of the device; '' for the page itself. */
  device: string
}

/** Devices of this campus that nobody has heard of for too long on a school morning. */
export interface SilentDevice { id: string; name: string; gate: string; since: number | null }

/** The day's list that the tablet holds. */
export interface GateDay {
  campus: { id: string; name: string }
  /** `YYYY-MM-DD`. */
  day: string
  isSchoolDay: boolean
  /** Of the list; what is new is asked for by it. */
  version: string
  /** Server's clock, epoch ms: the tablet's own may be wrong. */
  now: number
  /** Of the look-up keys; another one every day. */
  salt: string
  /** Tenths of a degree from which a temperature is a fever, by where it was taken. */
  feverTenths: Record<'forehead' | 'armpit' | 'thermal', number>
  pupils: GatePupil[]
  counts: GateCounts
  passes: GatePass[]
  silent: SilentDevice[]
}

/** What is new since a version; `pupils` only those of whom something changed, without names. */
export interface GateNews {
  version: string
  day: string
  now: number
  counts: GateCounts
  passes: GatePass[]
  pupils: Pick<GatePupil, 'id' | 'decision' | 'reason' | 'until' | 'held' | 'presence'>[]
  silent: SilentDevice[]
}

/** One pass as the tablet sends it; sent twice it counts once, by its id. */
export interface GatePassReport {
  /** The tablet's own number of it. */
  id: string
  /** `s…`, or null and the `lookup` of a number that the list does not have. */
  student: string | null
  lookup?: number
  /** Epoch ms by the server's clock, as far as the tablet knows it. */
  at: number
  direction: 'in' | 'out'
  temperatureCelsius?: number
  site?: 'forehead' | 'armpit' | 'thermal'
  decision: GateDecision
  reason?: GateReason
  /** A person looked again: this corrects the morning's report. `symptoms`: what that person saw, `[]` for none; absent: still unwell, as reported in the morning. */
  second?: { symptoms?: string[] }
}

export interface GatePassAnswer { accepted: number; duplicates: number; problems: { index: number; code: string; reason: string }[]; rev: number }

/** What a table of cards would do, row by row as the sheet numbers them; names are masked. */
export interface GateCardPlan {
  campus: { id: string; name: string }
  /** Of the file. */
  rows: number
  /** `moved`: the card is another pupil's now. */
  cards: { row: number; card: string; studentNo: string; name: string; class: string; state: 'new' | 'moved' | 'same' }[]
  rejected: { row: number; column: string; code: string; reason: string }[]
}

/** A device at a gate, as whoever registers them sees one. Instants are epoch ms. */
export interface GateDevice {
  /** `g…`. */
  id: string
  name: string
  campus: { id: string; name: string }
  gate: string
  kind: string
  disabled: boolean
  lastSeenAt: number | null
  lastReadingAt: number | null
  /** What its clock is ahead of ours, ms; null while it has not told its clock. */
  skewMs: number | null
  /** Since when it is silent though it is a school morning; null: it is not. */
  silentSince: number | null
  /** Minutes without a sign of life on a school morning after which it counts as silent; of its campus. */
  silentAfterMinutes: number
  /** Code of why its last batch, or part of it, was not taken. */
  lastProblem: string | null
}
export interface GateDeviceKind { key: string; name: Wording; measures: boolean }
export interface GateDevicesAnswer { devices: GateDevice[]; kinds: GateDeviceKind[]; campuses: { id: string; name: string }[] }
/** `key` is shown once and kept nowhere in clear. */
export interface GateDeviceKeyAnswer { device: GateDevice; key: string }

/**
 * The key under which a number is looked up in the day's list. So that a list lying about holds no number that can be
 * read; it is no secret from somebody who tries all numbers.
 */
export const gateLookup = (salt: string, number: string): number => hash53(`${salt} ${number.normalize('NFKC').replace(/\s/g, '').toUpperCase()}`)
