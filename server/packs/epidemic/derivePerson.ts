import type { Fact, PersonResult, Reason } from '../pack.ts'
import { classOfStay, type StayClass } from './classOfStay.ts'
import {
  AWAY, BLUE, CENTRAL_QUARANTINE, CODE_RED, CODE_YELLOW, CONDITION_TAGS, CONFLICT, GREEN, HEALTH_CODE_RED, HEALTH_CODE_YELLOW,
  IN_CENTRAL_QUARANTINE, NO_ANSWER, NO_CONDITION, NOT_REACHED, NOT_RETURNED, OBSERVATION_DAYS, ORANGE, ORIGIN_UNKNOWN, RED,
  REGISTRATION_DONE, RELEASE_DUE, RETURNED, STAYED, UNREACHED, YELLOW,
} from './codes.ts'
import { LEVEL_CONCERN, LEVEL_KEY, LEVEL_NONE, type RegionReference } from './createRegionReference.ts'
import { deriveStay, type Stay } from './deriveStay.ts'
import type { EpidemicContent } from './epidemicFact.ts'
import { NO_DAY } from '../../protocol/day.ts'

type EpidemicFact = Fact<EpidemicContent>

/**
 * Colour and tags of one person on one day (rules 2–5, 7, 9 of the design page), with the reason.
 * `facts` are oldest first by rule 1, all registered on or before `day`. Pure; never throws.
 */
export function derivePerson(facts: Fact<EpidemicContent>[], day: number, reference: RegionReference): PersonResult {
  let tags = conditionTags(facts)

  const quarantined = inCentralQuarantineSince(facts)
  if (quarantined) {
    return { status: null, tags, reason: reasonOf('9', 'central-quarantine', quarantined, { since: quarantined.validOn }) }
  }

  const index = lastWhereabouts(facts, facts.length)
  const tries = facts.slice(index + 1).filter((fact) => fact.state === UNREACHED).length
  if (index < 0) {
    const last = facts[facts.length - 1]
    return { status: BLUE, tags: tags | NOT_REACHED, reason: reasonOf('2', 'unreached', last, { tries }) }
  }
  if (tries > 0) tags |= NO_ANSWER
  const asked: Reason['details'] = tries > 0 ? { tries } : {}

  const report = facts[index]
  if (report.state === NOT_RETURNED) return { status: BLUE, tags: tags | AWAY, reason: reasonOf('4', 'not-returned', report, asked) }

  // What an officer has settled is closed: only stays reported after that can contradict a new "stayed".
  const stay = deriveStay(report.state === STAYED ? facts.slice(facts.findLastIndex(isSettled) + 1) : facts)
  if (report.state === STAYED) {
    const contradicted = stay ? openAlarm(stay, day, reference) : null
    if (!stay || !contradicted) return { status: GREEN, tags, reason: reasonOf('4', 'stayed', report, asked) }
    const before = facts[lastWhereabouts(facts, index, true)]
    // Held: the colour remains what it was before somebody said "stayed".
    if (before?.state === NOT_RETURNED) {
      return { status: BLUE, tags: tags | AWAY | CONFLICT, reason: reasonOf('4', 'not-returned', before, { ...asked, heldSince: report.validOn }) }
    }
    return observed(stay, contradicted, day, tags | CONFLICT, { ...asked, heldSince: report.validOn })
  }

  // `returned` without a day cannot come through the parser; an old log entry must not throw either.
  if (!stay) return { status: YELLOW, tags: tags | ORIGIN_UNKNOWN, reason: reasonOf('4', 'origin-unknown', report, asked) }
  if (stay.arrival > day) return { status: BLUE, tags: tags | AWAY, reason: reasonOf('4', 'expected', report, { ...asked, arrival: stay.arrival }) }
  if (isReleased(stay, day)) {
    return { status: GREEN, tags, reason: reasonOf('3', 'released', stay.report, { ...asked, arrival: stay.arrival, released: stay.release }) }
  }
  return observed(stay, classOfStay(stay, day, reference), day, tags, asked)
}

const isSettled = (fact: EpidemicFact): boolean => fact.settled === 1 && fact.state === STAYED
const isReleased = (stay: Stay, day: number): boolean => stay.release !== NO_DAY && stay.release <= day

/** The class of a stay that is unreleased and red or orange on the day; null otherwise. */
function openAlarm(stay: Stay, day: number, reference: RegionReference): StayClass | null {
  if (stay.arrival > day || isReleased(stay, day)) return null
  const found = classOfStay(stay, day, reference)
  return found.level === LEVEL_NONE ? null : found
}

function observed(stay: Stay, found: StayClass, day: number, tags: number, details: Reason['details']): PersonResult {
  const status = found.level === LEVEL_KEY ? RED : found.level === LEVEL_CONCERN ? ORANGE : YELLOW
  if (day - stay.arrival >= OBSERVATION_DAYS) tags |= status === YELLOW ? REGISTRATION_DONE : RELEASE_DUE
  if (found.originUnknown || found.transitUnnamed) tags |= ORIGIN_UNKNOWN
  const code = found.level === LEVEL_KEY ? 'from-key' : found.level === LEVEL_CONCERN ? 'from-concern' : found.originUnknown ? 'origin-unknown' : 'from-elsewhere'
  const all: Reason['details'] = { ...details, arrival: stay.arrival, place: found.place, way: found.way }
  if (found.listed) {
    all.region = found.listed.region
    all.listedFrom = found.listed.from
  }
  return { status, tags, reason: reasonOf('5', code, stay.report, all, found.listed?.seq ?? null) }
}

/** Index of the newest report that says where the person is, before `end`; -1 when none does. */
function lastWhereabouts(facts: readonly EpidemicFact[], end: number, butStayed = false): number {
  for (let i = end - 1; i >= 0; i--) {
    const { state } = facts[i]
    if (state === RETURNED || state === NOT_RETURNED || (state === STAYED && !butStayed)) return i
  }
  return -1
}

/** Tags that a report once gave and that last until another of their kind replaces them: an empty cell takes nothing back. */
function conditionTags(facts: readonly EpidemicFact[]): number {
  let condition = NO_CONDITION
  let healthCode = 0
  let taken = 0
  for (const fact of facts) {
    if (fact.condition === CENTRAL_QUARANTINE) taken = IN_CENTRAL_QUARANTINE
    else if (fact.condition !== NO_CONDITION) condition = fact.condition
    if (fact.healthCode !== 0) healthCode = fact.healthCode
  }
  const codeTag = healthCode === CODE_RED ? HEALTH_CODE_RED : healthCode === CODE_YELLOW ? HEALTH_CODE_YELLOW : 0
  return taken | (CONDITION_TAGS[condition] ?? 0) | codeTag
}

/** The report that somebody was taken to central quarantine, unless a later one says the person came back since. */
function inCentralQuarantineSince(facts: readonly EpidemicFact[]): EpidemicFact | null {
  let since: EpidemicFact | null = null
  for (const fact of facts) {
    if (fact.condition === CENTRAL_QUARANTINE) since ??= fact
    // A row that repeats the old arrival is no return.
    else if (since && fact.state === RETURNED && fact.returnedOn >= since.validOn) since = null
  }
  return since
}

function reasonOf(rule: string, code: string, fact: EpidemicFact, details: Reason['details'], listSeq: number | null = null): Reason {
  return { rule, code, seq: fact.seq, feed: fact.feed, validOn: fact.validOn, listSeq, details }
}
