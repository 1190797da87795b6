import type { PersonResult, Reason, Sighting, UnitInput, UnitResult } from '../pack.ts'
import {
  AWAY, BLUE, CONFLICT, bitOf, GREEN, GREY, HEALTH_CODE_RED, HEALTH_CODE_YELLOW, MARKS, MOVED, NO_ANSWER, NOT_REACHED, NOT_RETURNED, ORANGE,
  ORIGIN_UNKNOWN, RED, REGISTRATION_DONE, RELEASE_DUE, SCHOOL_ALERT, SEEN_AT_HOME, SOME_AWAY, STAYED, UNREACHED, VACANT, VACANT_BUT_OCCUPIED,
  VERIFICATION, YELLOW,
} from './codes.ts'
import type { EpidemicContent } from './epidemicFact.ts'

/** What a person's tag is worth on the door: these pass through; the others are judged for the unit as a whole. */
const PASSED_ON =
  NO_ANSWER | CONFLICT | ORIGIN_UNKNOWN | HEALTH_CODE_RED | HEALTH_CODE_YELLOW |
  bitOf('confirmed') | bitOf('suspected') | bitOf('close-contact') | bitOf('central-quarantine')
const DUE = RELEASE_DUE | REGISTRATION_DONE
const MARK_BITS = new Map<string, number>(MARKS.map((mark) => [mark, bitOf(mark)]))
/** Worst first; a unit is green or blue only when none of these is there. */
const OBSERVED = [RED, ORANGE, YELLOW]

/** Colour and tags of a unit (rule 6; tags of rules 7–9), with the reason. The order of people makes no difference. */
export function deriveUnit(input: UnitInput<EpidemicContent>, _day: number): UnitResult {
  const counted = input.people.filter((person) => person.status !== null)
  const whole = input.whole[input.whole.length - 1]
  let tags = input.people.reduce((all, person) => all | (person.tags & PASSED_ON), 0)
  if (input.movedAway) tags |= MOVED
  if (input.pupilAlert) tags |= SCHOOL_ALERT
  if (input.openTasks > 0) tags |= VERIFICATION
  for (const mark of input.marks) tags |= MARK_BITS.get(mark) ?? 0
  const result = counted.length > 0 ? ofPeople(counted) : ofWhole(input, whole)
  tags |= result.tags
  const vacant = input.tenure === 'vacant' || whole?.state === VACANT
  if (vacant && (counted.length > 0 || whole?.state === STAYED)) tags |= VACANT_BUT_OCCUPIED
  tags |= tagsOfVisits(input, result, vacant)
  return { status: result.status, tags, reason: result.reason }
}

function ofPeople(people: PersonResult[]): UnitResult {
  for (const status of OBSERVED) {
    const worst = people.filter((person) => person.status === status)
    if (worst.length === 0) continue
    const observed = people.filter((person) => OBSERVED.includes(person.status!))
    // A unit is due when its last member is.
    const allDue = observed.every((person) => (person.tags & DUE) !== 0)
    const due = observed.reduce((all, person) => all | person.tags, 0) & DUE
    return { status, tags: allDue ? (due & RELEASE_DUE ? RELEASE_DUE : REGISTRATION_DONE) : 0, reason: newest(worst) }
  }
  const home = people.filter((person) => person.status === GREEN)
  if (home.length > 0) return { status: GREEN, tags: home.length < people.length ? SOME_AWAY : 0, reason: newest(home) }
  // One waits for the first and chases the second: a single person not reached makes it a home to chase.
  const unreached = people.filter((person) => (person.tags & NOT_REACHED) !== 0)
  return unreached.length > 0
    ? { status: BLUE, tags: NOT_REACHED, reason: newest(unreached) }
    : { status: BLUE, tags: AWAY, reason: newest(people) }
}

function ofWhole(input: UnitInput<EpidemicContent>, whole: UnitInput<EpidemicContent>['whole'][number] | undefined): UnitResult {
  const reason = (code: string): Reason => ({
    rule: '6', code, seq: whole?.seq ?? null, feed: whole?.feed ?? null, validOn: whole?.validOn ?? null, listSeq: null, details: {},
  })
  if (whole?.state === STAYED) return { status: GREEN, tags: 0, reason: reason('whole-stayed') }
  if (whole?.state === NOT_RETURNED) return { status: BLUE, tags: AWAY, reason: reason('whole-not-returned') }
  if (whole?.state === VACANT) return { status: GREY, tags: 0, reason: reason('whole-vacant') }
  const atHome = input.visits?.atHome
  // Nothing known speaks against it: nobody is registered, nobody has gone, no ledger calls it empty.
  if (atHome && input.people.length === 0 && !input.movedAway && input.tenure !== 'vacant') {
    return { status: GREEN, tags: 0, reason: { rule: '6', code: 'seen-at-home', seq: atHome.seq, feed: 'visit', validOn: atHome.validOn, listSeq: null, details: {} } }
  }
  if (whole?.state === UNREACHED) return { status: BLUE, tags: NOT_REACHED, reason: reason('whole-unreached') }
  if (input.tenure === 'vacant') return { status: GREY, tags: 0, reason: reason('ledger-vacant') }
  // Everybody known to live here is in central quarantine: there is nobody to chase.
  if (input.people.length > 0) return { status: BLUE, tags: 0, reason: newest(input.people) }
  return { status: BLUE, tags: NOT_REACHED, reason: reason(input.movedAway ? 'moved-away' : 'no-report') }
}

/**
 * A visit sees a door, not where anybody has been: against what is known it changes no colour, it only asks. Somebody seen
 * where the register says otherwise is to be verified; nobody where somebody should be is one more try without an answer.
 */
function tagsOfVisits({ visits }: UnitInput<EpidemicContent>, { status, reason }: UnitResult, vacant: boolean): number {
  const isNews = (visit: Sighting | null | undefined): boolean => !!visit && isNewer(visit, reason)
  let tags = 0
  if (isNews(visits?.atHome)) {
    if (vacant && !OBSERVED.includes(status)) tags |= VACANT_BUT_OCCUPIED
    else if (status === BLUE) tags |= SEEN_AT_HOME
  }
  if (isNews(visits?.nobody) && OBSERVED.includes(status)) tags |= NO_ANSWER
  return tags
}

/** The reason with the newest report; log sequences differ, so the order of people never shows. */
function newest(people: PersonResult[]): Reason {
  return people.reduce((best, person) => (isNewer(person.reason, best.reason) ? person : best)).reason
}

const isNewer = (a: Pick<Reason, 'seq' | 'validOn'>, b: Pick<Reason, 'seq' | 'validOn'>): boolean =>
  (a.validOn ?? -1) !== (b.validOn ?? -1) ? (a.validOn ?? -1) > (b.validOn ?? -1) : (a.seq ?? -1) > (b.seq ?? -1)
