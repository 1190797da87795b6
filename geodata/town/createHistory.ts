import type { GateRow, HouseholdRow, RosterRow, VerificationRow } from '../../server/feeds/rows.ts'
import { addDays } from './addDays.ts'
import type { Batch } from './Batch.ts'
import { createMorningChecks } from './createMorningChecks.ts'
import { createRandom, type Random } from './createRandom.ts'
import type { Town } from './createTown.ts'
import { mergeByTime } from './mergeByTime.ts'
import { describePerson, describeUnit } from './describeHome.ts'
import { HISTORY_DAYS, type HomesPlan, planHomes } from './planHomes.ts'
import { isSchoolDay } from './isSchoolDay.ts'
import { listTravelled } from './listTravelled.ts'
import { toInstant } from './toInstant.ts'
import { ANSWERS } from './verificationAnswers.ts'

export type HistoryBatch = Batch & { day: string }

const BATCH_ROWS = 500

/**
 * The 21 days before the base day, oldest first, in batches of at most 500 rows: a census that speaks of every home,
 * then returns, corrections, releases, calls in vain, and the morning checks of pupils and staff of every school day. Rows have no ids.
 */
export function* createHistory(town: Town, { seed, baseDay }: { seed: number; baseDay: string }): Generator<HistoryBatch> {
  const plan = planHomes(town, seed, baseDay)
  const changes = listChanges(town, plan, baseDay, createRandom(seed, 'changes'))
  for (let before = HISTORY_DAYS; before >= 1; before--) {
    const day = addDays(baseDay, -before)
    const random = createRandom(seed, `history ${before}`)
    const streams: Iterable<Batch>[] = []
    if (isSchoolDay(day)) {
      const travelled = listTravelled(town, plan, before)
      streams.push(
        replaySchool(town.rosters, travelled, day, random), replayGate(town, day, random),
        replaySchool(town.staff, travelled, day, createRandom(seed, `history staff ${before}`)),
      )
    }
    if (before === HISTORY_DAYS) streams.push(takeCensus(town, plan, day, baseDay, random))
    else streams.push(replayChanges(changes[before], day, random))
    streams.push(replayVerification(town, day, before, baseDay, seed))
    for (const batch of mergeByTime(streams)) yield { day, ...batch }
  }
}

/** The first day: committee after committee from 08:30 on, a batch every two minutes. */
function* takeCensus(town: Town, plan: HomesPlan, day: string, baseDay: string, random: Random): Generator<Batch> {
  let rows: HouseholdRow[] = []
  let second = 8.5 * 3600
  for (let unit = 0; unit < town.units.length; unit++) {
    for (const row of describeCensus(town, plan, unit, day, baseDay, random)) rows.push(row)
    if (rows.length < BATCH_ROWS - 20) continue
    yield { at: toInstant(day, second), feed: 'household', rows }
    rows = []
    second += random.between(80, 140)
  }
  if (rows.length > 0) yield { at: toInstant(day, second), feed: 'household', rows }
}

function describeCensus(town: Town, plan: HomesPlan, unit: number, day: string, baseDay: string, random: Random): HouseholdRow[] {
  const home = plan.homes[unit]
  const whole = (state: HouseholdRow['state'], note?: string): HouseholdRow[] =>
    [{ registeredOn: day, ...describeUnit(town, unit), state, ...(note ? { note } : {}) }]
  const first = plan.firstResident[unit], end = plan.firstResident[unit + 1]
  const named = (stateOf: (resident: number) => HouseholdRow['state']): HouseholdRow[] => {
    const rows: HouseholdRow[] = []
    for (let resident = first; resident < end; resident++) {
      rows.push({ registeredOn: day, ...describePerson(town, resident, random), state: stateOf(resident) })
    }
    return rows
  }
  switch (home.kind) {
    case 'vacant': return whole('vacant')
    case 'open-shop': return whole('stayed', '沿街商铺')
    case 'stayed': return home.named ? named(() => 'stayed') : whole('stayed')
    case 'some-away': return named((resident) => (home.away.includes(resident) ? 'not-returned' : 'stayed'))
    case 'away': return home.named ? named(() => 'not-returned') : whole('not-returned')
    case 'unreached': return whole('unreached')
    case 'stays': {
      const rows = named((resident) => (home.away.includes(resident) ? 'not-returned' : 'stayed'))
      for (const stay of home.stays) {
        const row = rows[stay.resident - first]
        // Who came before the census is in it; who came later was away that day.
        if (stay.arrived < HISTORY_DAYS) row.state = 'not-returned'
        else {
          const returnedOn = addDays(baseDay, -stay.arrived)
          Object.assign(row, { state: 'returned', origin: stay.origin, transit: stay.transit, returnedOn })
        }
      }
      return rows
    }
  }
}

/** Rows of the days after the census, by days before the base day. */
function listChanges(town: Town, plan: HomesPlan, baseDay: string, random: Random): HouseholdRow[][] {
  const changes: HouseholdRow[][] = Array.from({ length: HISTORY_DAYS + 1 }, () => [])
  const add = (before: number, row: Omit<HouseholdRow, 'registeredOn'>): void => {
    changes[before].push({ registeredOn: addDays(baseDay, -before), ...row })
  }
  plan.homes.forEach((home, unit) => {
    if (home.kind === 'unreached') {
      for (const before of home.tries) {
        if (before === HISTORY_DAYS) continue
        add(before, { ...describeUnit(town, unit), state: 'unreached', note: random.pick(['电话无人接听', '上门无人', '关机']) })
      }
      if (home.reached === undefined) return
      for (let resident = plan.firstResident[unit]; resident < plan.firstResident[unit + 1]; resident++) {
        add(home.reached, { ...describePerson(town, resident, random), state: 'stayed', note: '电话已接通' })
      }
    }
    if (home.kind !== 'stays') return
    for (const stay of home.stays) {
      const person = describePerson(town, stay.resident, random)
      const returned = {
        ...person, state: 'returned' as const, origin: stay.origin, transit: stay.transit,
        returnedOn: addDays(baseDay, -stay.arrived), condition: stay.condition,
      }
      if (stay.arrived < HISTORY_DAYS) add(stay.registered, returned)
      if (stay.released !== undefined) add(stay.released, { ...returned, releasedOn: addDays(baseDay, -stay.released) })
    }
    if (home.contradicted !== undefined && home.contradicted < home.stays[0].registered) {
      add(home.contradicted, { ...describePerson(town, home.stays[0].resident, random), state: 'stayed', note: '自述未离沪' })
    }
  })
  for (const rows of changes) random.shuffle(rows)
  return changes
}

function* replayChanges(rows: HouseholdRow[], day: string, random: Random): Generator<Batch> {
  let second = 8.5 * 3600
  for (let at = 0; at < rows.length;) {
    const size = random.integer(20, 90)
    yield { at: toInstant(day, second), feed: 'household', rows: rows.slice(at, at + size) }
    at += size
    second += random.between(300, 1500)
  }
}

function* replaySchool(people: readonly RosterRow[], travelled: ReadonlySet<string>, day: string, random: Random): Generator<Batch> {
  const checks = createMorningChecks(people, day, { travelled, family: [] }, random)
  for (let at = 0; at < checks.length; at += BATCH_ROWS) {
    const some = checks.slice(at, at + BATCH_ROWS)
    yield { at: toInstant(day, some[some.length - 1].second + 1), feed: 'school', rows: some.map(({ row }) => row) }
  }
}

/** Only a sample: every reading of 21 days would be 300,000 rows that nobody looks at again. */
function* replayGate(town: Town, day: string, random: Random): Generator<Batch> {
  const seconds = Array.from({ length: 240 }, () => random.between(7 * 3600 + 600, 8 * 3600 + 600))
    .sort((one, other) => one - other)
  for (let at = 0; at < seconds.length; at += 60) {
    const rows = seconds.slice(at, at + 60).map((second): GateRow => {
      const pupil = random.pick(town.rosters)
      return {
        measuredAt: toInstant(day, second), device: `${pupil.school}-南门-${random.integer(1, 2)}`,
        school: pupil.school, studentNo: pupil.studentNo, temperatureCelsius: random.integer(358, 369) / 10,
      }
    })
    yield { at: toInstant(day, seconds[Math.min(seconds.length, at + 60) - 1] + 2), feed: 'gate', rows }
  }
}

/** Two lists, 12 and 5 days ago; most tasks were answered within two days. */
function* replayVerification(town: Town, day: string, before: number, baseDay: string, seed: number): Generator<Batch> {
  for (const opened of [12, 5]) {
    if (before > opened || before < opened - 2) continue
    const issuedOn = addDays(baseDay, -opened)
    const random = createRandom(seed, `verification ${opened}`)
    const tasks: VerificationRow[] = []
    for (let count = 0; count < 36; count++) {
      const person = describePerson(town, random.integer(0, town.residents.length - 1), random)
      tasks.push({ issuedOn, list: `区协查 ${issuedOn.slice(5)}`, ...person, dueOn: addDays(issuedOn, 2) })
    }
    if (before === opened) yield { at: toInstant(day, 14 * 3600), feed: 'verification', rows: tasks }
    const answers = tasks.filter((_, index) => index % 18 !== 0 && index % 3 === opened - before)
      .map((task): VerificationRow => ({ ...task, answer: random.weighted(ANSWERS) }))
    if (answers.length > 0) yield { at: toInstant(day, 17 * 3600), feed: 'verification', rows: answers }
  }
}
