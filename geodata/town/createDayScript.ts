import type { GateRow, HouseholdRow, LedgerRow, RosterRow, VerificationRow } from '../../server/feeds/rows.ts'
import { addDays } from './addDays.ts'
import type { Batch } from './Batch.ts'
import { createIdentitySource } from './createIdentitySource.ts'
import { createMorningChecks, type TimedCheck } from './createMorningChecks.ts'
import { createRandom, type Random } from './createRandom.ts'
import type { Town } from './createTown.ts'
import { describePerson, describeUnit } from './describeHome.ts'
import { fillPauses } from './fillPauses.ts'
import { listTravelled } from './listTravelled.ts'
import { mergeByTime } from './mergeByTime.ts'
import { CONCERN_ORIGINS, KEY_ORIGINS, KEY_TRANSITS, OTHER_ORIGINS } from './originTables.ts'
import { type HomesPlan, planHomes, type StayPlan } from './planHomes.ts'
import { toInstant } from './toInstant.ts'
import { ANSWERS } from './verificationAnswers.ts'

const HOUR = 3600
/** Between 06:00 and 20:00 something changes at least this often, so that the wall is seen to live. */
const LONGEST_PAUSE_SECONDS = 45
const MOST_CHECKS_IN_A_BATCH = 60
const CHECK_WINDOW_SECONDS = 9

/**
 * The living day, in order of receipt, 05:50 to 20:00: morning checks of pupils and staff (rows with ids), gate readings,
 * ledger and returns, releases, calls that reach somebody, a verification list at 14:00, a cluster in one tower from 15:10 on.
 */
export function* createDayScript(town: Town, { seed, baseDay }: { seed: number; baseDay: string }): Generator<Batch> {
  const plan = planHomes(town, seed, baseDay)
  const day: Day = { town, plan, baseDay, pools: poolHomes(town, plan, createRandom(seed, 'pools')) }
  const random = createRandom(seed, 'day pauses')
  const homes = [
    playLedger(day, createRandom(seed, 'day ledger')),
    playReturns(day, createRandom(seed, 'day returns')),
    playReleases(day, createRandom(seed, 'day releases')),
    playCalls(day, createRandom(seed, 'day calls')),
    playVerification(day, createRandom(seed, 'day verification')),
    playCluster(day, createRandom(seed, 'day cluster')),
  ]
  // The homes by themselves: the morning's flood of checks colours nothing.
  const livingHomes = fillPauses(mergeByTime(homes), baseDay, 6 * HOUR, 20 * HOUR, LONGEST_PAUSE_SECONDS,
    (second) => ({ at: toInstant(baseDay, second), feed: 'household', rows: changeSomething(day, random) }), random)
  const travelled = listTravelled(town, plan, 0)
  const idPrefix = `check-${baseDay}`
  const ofPupils = createMorningChecks(town.rosters, baseDay, { travelled, idPrefix, family: ['父亲', '母亲'] }, createRandom(seed, 'day checks'))
  const ofStaff = createMorningChecks(town.staff, baseDay, { travelled, idPrefix: `${idPrefix}-staff`, family: ['配偶'] }, createRandom(seed, 'morning staff'))
  const gate = createRandom(seed, 'day gate'), staffGate = createRandom(seed, 'day gate of staff')
  yield* mergeByTime([
    playChecks([...ofPupils, ...ofStaff].sort((one, other) => one.second - other.second), baseDay),
    playGate(passPupils(town, gate), baseDay, gate),
    playGate(passStaff(town, ofStaff, staffGate), baseDay, staffGate),
    livingHomes,
  ])
}

interface Day { town: Town; plan: HomesPlan; baseDay: string; pools: Pools }

/** Homes that something can happen to; each is drawn once, so that no two streams speak of the same home. */
interface Pools { away: number[]; unreached: number[]; due: number[]; stayed: number[]; someAway: number[]; vacant: number[] }

function poolHomes(town: Town, plan: HomesPlan, random: Random): Pools {
  const pools: Pools = { away: [], unreached: [], due: [], stayed: [], someAway: [], vacant: [] }
  plan.homes.forEach((home, unit) => {
    const isLived = plan.firstResident[unit + 1] > plan.firstResident[unit]
    if (home.kind === 'away' && isLived) pools.away.push(unit)
    else if (home.kind === 'unreached' && home.reached === undefined) pools.unreached.push(unit)
    else if (home.kind === 'some-away') pools.someAway.push(unit)
    else if (home.kind === 'stayed') pools.stayed.push(unit)
    else if (home.kind === 'vacant' && town.units[unit].tenure === 'vacant') pools.vacant.push(unit)
    else if (home.kind === 'stays' && home.stays[0].released === undefined && home.stays[0].arrived >= 14) pools.due.push(unit)
  })
  for (const pool of Object.values(pools) as number[][]) random.shuffle(pool)
  return pools
}

function* playChecks(checks: readonly TimedCheck[], baseDay: string): Generator<Batch> {
  let at = 0
  while (at < checks.length) {
    const start = at, window = checks[at].second + CHECK_WINDOW_SECONDS
    while (at < checks.length && at - start < MOST_CHECKS_IN_A_BATCH && checks[at].second < window) at++
    yield { at: toInstant(baseDay, checks[at - 1].second + 1), feed: 'school', rows: checks.slice(start, at).map(({ row }) => row) }
  }
}

interface Pass { person: RosterRow; second: number }

/** Two of five pupils pass a gate that measures. */
function passPupils(town: Town, random: Random): Pass[] {
  return town.rosters.filter(() => random.chance(0.4)).map((person) => ({
    person, second: Math.max(7 * HOUR + 600, Math.min(8 * HOUR + 600, random.normal(7 * HOUR + 2300, 700))),
  }))
}

/** Three of five of those who work there, most of them before the pupils; whoever has reported by then. */
function passStaff(town: Town, checks: readonly TimedCheck[], random: Random): Pass[] {
  const reportedAt = new Map(checks.map(({ row, second }) => [`${row.school} ${row.studentNo}`, second]))
  return town.staff.flatMap((person) => {
    const reported = reportedAt.get(`${person.school} ${person.studentNo}`)
    if (reported === undefined || !random.chance(0.6)) return []
    return [{ person, second: Math.min(8 * HOUR + 600, Math.max(6 * HOUR + 1800, reported + 300, random.normal(7 * HOUR + 600, 600))) }]
  })
}

/** A gate sends what it has measured every 8 s. */
function* playGate(passes: Pass[], baseDay: string, random: Random): Generator<Batch> {
  const readings = passes.sort((one, other) => one.second - other.second)
  let at = 0
  while (at < readings.length) {
    const start = at, window = readings[at].second + 8
    while (at < readings.length && at - start < 60 && readings[at].second < window) at++
    yield {
      at: toInstant(baseDay, readings[at - 1].second + 1), feed: 'gate',
      rows: readings.slice(start, at).map(({ person, second }): GateRow => ({
        measuredAt: toInstant(baseDay, second), device: `${person.school}-南门-${random.integer(1, 2)}`,
        school: person.school, studentNo: person.studentNo,
        temperatureCelsius: (random.chance(0.0008) ? random.integer(373, 382) : random.integer(358, 369)) / 10,
      })),
    }
  }
}

/** Committees bring their ledgers up to date: empty flats let, tenants gone, new telephone numbers. */
function* playLedger({ town, baseDay, pools }: Day, random: Random): Generator<Batch> {
  const identity = createIdentitySource(random)
  for (let second = 8 * HOUR + 120; second < 11 * HOUR; second += random.between(150, 330)) {
    const rows: LedgerRow[] = []
    for (let count = random.integer(3, 10); count > 0; count--) {
      const isLet = random.chance(0.3)
      const unit = isLet ? pools.vacant.pop() : pools.stayed.pop()
      if (unit === undefined) continue
      const name = identity.surname() + identity.givenName('female')
      rows.push(isLet
        ? {
            ...town.units[unit], tenure: 'rented', residents: random.integer(1, 3),
            headName: name, headPhone: identity.phone(), note: '新出租',
          }
        : { ...town.units[unit], headPhone: identity.phone(), note: '更新电话' })
    }
    yield { at: toInstant(baseDay, second), feed: 'units', rows }
  }
}

function* playReturns(day: Day, random: Random): Generator<Batch> {
  const pause = (second: number): number => (second < 11.2 * HOUR ? random.between(40, 130) : random.between(300, 900))
  for (let second = 8 * HOUR + 30; second < 19.5 * HOUR; second += pause(second)) {
    const rows: HouseholdRow[] = []
    for (let count = random.integer(1, 4); count > 0; count--) rows.push(...returnHome(day, random))
    if (rows.length > 0) yield { at: toInstant(day.baseDay, second), feed: 'household', rows }
  }
}

/** A home that was away comes back, today or last night. */
function returnHome({ town, plan, baseDay, pools }: Day, random: Random): HouseholdRow[] {
  const unit = pools.away.pop()
  if (unit === undefined) return []
  const origin = random.weighted([[OTHER_ORIGINS, 76], [CONCERN_ORIGINS, 22], [KEY_ORIGINS, 2]] as const)
  const from = random.pick(origin).text
  const rows: HouseholdRow[] = []
  const returnedOn = addDays(baseDay, random.chance(0.7) ? 0 : -1)
  for (let resident = plan.firstResident[unit]; resident < plan.firstResident[unit + 1]; resident++) {
    if (rows.length > 0 && random.chance(0.12)) continue
    rows.push({ registeredOn: baseDay, ...describePerson(town, resident, random), state: 'returned', origin: from, returnedOn })
  }
  return rows
}

function* playReleases(day: Day, random: Random): Generator<Batch> {
  const { town, plan, baseDay, pools } = day
  const pause = (second: number): number => (second < 12 * HOUR ? random.between(60, 160) : random.between(600, 1500))
  for (let second = 9 * HOUR; second < 19.8 * HOUR; second += pause(second)) {
    const rows: HouseholdRow[] = []
    for (let count = random.integer(1, second < 12 * HOUR ? 4 : 2); count > 0; count--) {
      const unit = pools.due.pop()
      const home = unit === undefined ? undefined : plan.homes[unit]
      if (home?.kind === 'stays') rows.push(...home.stays.map((stay) => releaseStay(town, stay, baseDay, random)))
    }
    if (rows.length > 0) yield { at: toInstant(baseDay, second), feed: 'household', rows }
  }
}

function releaseStay(town: Town, stay: StayPlan, baseDay: string, random: Random): HouseholdRow {
  return {
    registeredOn: baseDay, ...describePerson(town, stay.resident, random), state: 'returned',
    origin: stay.origin, transit: stay.transit, returnedOn: addDays(baseDay, -stay.arrived), releasedOn: baseDay, note: '解除健康管理',
  }
}

/** Telephone rounds: most calls reach somebody at last, some do not. */
function* playCalls(day: Day, random: Random): Generator<Batch> {
  for (let second = 8.7 * HOUR; second < 19.9 * HOUR; second += random.between(100, 320)) {
    const rows: HouseholdRow[] = []
    for (let count = random.integer(1, 3); count > 0; count--) rows.push(...callHome(day, random))
    if (rows.length > 0) yield { at: toInstant(day.baseDay, second), feed: 'household', rows }
  }
}

function callHome({ town, plan, baseDay, pools }: Day, random: Random): HouseholdRow[] {
  const unit = pools.unreached.pop()
  if (unit === undefined) return []
  if (random.chance(0.35)) return [{ registeredOn: baseDay, ...describeUnit(town, unit), state: 'unreached', note: '电话无人接听' }]
  const state = random.chance(0.8) ? 'stayed' : 'not-returned'
  const rows: HouseholdRow[] = []
  for (let resident = plan.firstResident[unit]; resident < plan.firstResident[unit + 1]; resident++) {
    rows.push({ registeredOn: baseDay, ...describePerson(town, resident, random), state, note: '电话已接通' })
  }
  return rows
}

/** Something small for a quiet minute. */
function changeSomething(day: Day, random: Random): HouseholdRow[] {
  const { town, plan, baseDay, pools } = day
  const kind = random.next()
  if (kind < 0.3) return returnHome(day, random)
  if (kind < 0.5) return callHome(day, random)
  const unit = pools.someAway.pop()
  const home = unit === undefined ? undefined : plan.homes[unit]
  if (home?.kind === 'some-away') {
    return home.away.map((resident) => ({
      registeredOn: baseDay, ...describePerson(town, resident, random), state: 'returned',
      origin: random.pick(OTHER_ORIGINS).text, returnedOn: baseDay,
    }))
  }
  return returnHome(day, random)
}

function* playVerification({ town, baseDay }: Day, random: Random): Generator<Batch> {
  const tasks = Array.from({ length: 42 }, (): VerificationRow => ({
    issuedOn: baseDay, list: `区协查 ${baseDay.slice(5)}`, dueOn: addDays(baseDay, 1),
    ...describePerson(town, random.integer(0, town.residents.length - 1), random),
  }))
  yield { at: toInstant(baseDay, 14 * HOUR), feed: 'verification', rows: tasks }
  let second = 14 * HOUR + 900
  for (const task of tasks.slice(0, 36)) {
    second += random.between(120, 780)
    if (second > 19.9 * HOUR) return
    yield {
      at: toInstant(baseDay, second), feed: 'verification',
      rows: [{ ...task, answer: random.weighted(ANSWERS) }],
    }
  }
}

/**
 * Neighbours of one tower, on storeys next to each other, turn out to have come home together from a key region:
 * within three quarters of an hour seven homes go red, one confirmed and the rest close contacts.
 */
function* playCluster({ town, plan, baseDay }: Day, random: Random): Generator<Batch> {
  const homes = chooseCluster(town, plan, random)
  const origin = random.pick(KEY_ORIGINS).text
  let second = 15 * HOUR + 600
  for (const [index, unit] of homes.entries()) {
    const rows: HouseholdRow[] = []
    for (let resident = plan.firstResident[unit]; resident < plan.firstResident[unit + 1]; resident++) {
      if (rows.length > 1) break
      rows.push({
        registeredOn: baseDay, ...describePerson(town, resident, random), state: 'returned', returnedOn: addDays(baseDay, -4),
        ...(index % 3 === 2 ? { origin: random.pick(OTHER_ORIGINS).text, transit: random.pick(KEY_TRANSITS) } : { origin }),
        condition: index === 0 && rows.length === 0 ? 'confirmed' : 'close-contact', note: index === 0 ? '流调首例' : '同团返回',
      })
    }
    yield { at: toInstant(baseDay, second), feed: 'household', rows }
    second += random.between(200, 520)
  }
}

const CLUSTER_HOMES = 7

/** Lived-in homes whose people were all said to be at home, on four storeys of the tallest buildings. */
function chooseCluster(town: Town, plan: HomesPlan, random: Random): number[] {
  const byBuilding = new Map<string, number[]>()
  town.units.forEach((unit, at) => {
    const key = `${unit.compound} ${unit.building}`
    const list = byBuilding.get(key)
    if (list === undefined) byBuilding.set(key, [at])
    else list.push(at)
  })
  const tall = [...byBuilding.values()].filter((list) => list.length > 80)
  const units = random.pick(tall)
  const middle = Math.floor(units.length * random.between(0.45, 0.65))
  const near = units.slice(middle, middle + 24).filter((unit) => plan.homes[unit].kind === 'stayed')
  return random.shuffle(near).slice(0, CLUSTER_HOMES)
}
