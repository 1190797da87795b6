import type { HouseholdRow, LedgerRow, ResidentRow } from '../../server/feeds/rows.ts'
import { addDays } from './addDays.ts'
import { classifyStay, type Origin, type StayClass } from './classifyStay.ts'
import { createRandom, type Random } from './createRandom.ts'
import type { Town } from './createTown.ts'
import { CONCERN_ORIGINS, KEY_ORIGINS, KEY_TRANSITS, OTHER_ORIGINS, TRANSIT_DENIALS, VAGUE_ORIGINS } from './originTables.ts'

/** Days before the base day; the census of day 21 opens the register. */
export const HISTORY_DAYS = 21

export interface StayPlan {
  /** Index into `town.residents`. */
  resident: number
  /** Days before the base day. */
  arrived: number
  registered: number
  released?: number
  class: StayClass
  origin: string
  transit?: string
  condition?: HouseholdRow['condition']
}

/** What has happened in one home by the morning of the base day. */
export type HomePlan =
  | { kind: 'vacant' | 'open-shop' }
  /** Everybody at home: named one by one, or one row for the whole home. */
  | { kind: 'stayed'; named: boolean }
  | { kind: 'some-away'; away: number[] }
  | { kind: 'away'; named: boolean }
  /** `tries`: days on which somebody called in vain; `reached`: the day on which somebody answered. */
  | { kind: 'unreached'; tries: number[]; reached?: number }
  | { kind: 'stays'; stays: StayPlan[]; away: number[]; contradicted?: number }

export interface HomesPlan {
  homes: HomePlan[]
  /** Residents of unit u are `firstResident[u] … firstResident[u + 1]`. */
  firstResident: Int32Array
}

/** Homes of each colour on the morning of the base day; the rest is green or grey. */
const WANTED = { red: 160, orange: 1200, yellow: 3500, away: 3380, unreached: 1070 }
/** Green again after a stay that was released within the 21 days; reached after calls in vain. */
const RELEASED_HOMES = 4200
const REACHED_HOMES = 420

/** Decides every home's story. The same for the history and for the day that follows it. */
export function planHomes(town: Town, seed: number, baseDay: string): HomesPlan {
  const random = createRandom(seed, 'homes')
  const firstResident = indexResidents(town)
  const homes = new Array<HomePlan>(town.units.length)
  const lived: number[] = []
  town.units.forEach((unit, at) => {
    if (firstResident[at + 1] > firstResident[at]) lived.push(at)
    else homes[at] = unit.tenure === 'shop' ? { kind: random.chance(0.88) ? 'open-shop' : 'vacant' } : { kind: 'vacant' }
  })
  const order = mixHomes(town, lived, random)
  const people = (unit: number): number[] => {
    const list: number[] = []
    for (let at = firstResident[unit]; at < firstResident[unit + 1]; at++) list.push(at)
    return list
  }
  const day = (before: number): string => addDays(baseDay, -before)
  const planStays = (unit: number, wanted: StayClass, from: number, to: number, released: boolean): HomePlan => {
    const members = people(unit)
    const together = random.chance(0.6) ? members.length : random.integer(1, Math.max(1, members.length - 1))
    // Grandparents stay more often than they travel; the rest of the home is there or still away.
    const back = members.slice(0, together)
    const arrived = random.integer(from, to)
    const { origin, transit } = chooseOrigin(town, wanted, day(arrived), baseDay, random)
    const registered = Math.max(1, arrived - (random.chance(0.3) ? 1 : 0))
    const release = released ? Math.max(1, Math.min(arrived - 14, HISTORY_DAYS - 1) - random.integer(0, 2)) : undefined
    return {
      kind: 'stays',
      stays: back.map((resident): StayPlan => ({
        resident, arrived, registered, class: wanted, origin: origin.text,
        ...(transit === undefined ? {} : { transit }), ...(release === undefined ? {} : { released: release }),
      })),
      away: members.slice(together).filter(() => random.chance(0.25)),
    }
  }
  let at = 0
  const take = (count: number, plan: (unit: number, index: number) => HomePlan): void => {
    for (let index = 0; index < count && at < order.length; index++, at++) homes[order[at]] = plan(order[at], index)
  }
  take(WANTED.red, (unit, index) => {
    const plan = planStays(unit, 'red', index % 9 === 0 ? 15 : 1, index % 9 === 0 ? 19 : 13, false)
    if (plan.kind === 'stays') markConditions(plan.stays, index, random)
    if (plan.kind === 'stays' && index % 23 === 7) plan.contradicted = random.integer(1, Math.max(1, plan.stays[0].registered - 1))
    return plan
  })
  take(WANTED.orange, (unit, index) => {
    const plan = planStays(unit, 'orange', index % 14 === 0 ? 14 : 1, index % 14 === 0 ? 17 : 13, false)
    if (plan.kind === 'stays' && index % 97 === 11) plan.contradicted = random.integer(1, Math.max(1, plan.stays[0].registered - 1))
    return plan
  })
  take(WANTED.yellow, (unit, index) => planStays(unit, 'yellow', index % 7 === 0 ? 14 : 1, index % 7 === 0 ? 18 : 13, false))
  take(WANTED.away, () => ({ kind: 'away', named: random.chance(0.4) }))
  take(WANTED.unreached, () => ({ kind: 'unreached', tries: chooseTries(random) }))
  take(REACHED_HOMES, () => {
    const tries = chooseTries(random)
    return { kind: 'unreached', tries, reached: random.integer(1, Math.max(1, tries[tries.length - 1] - 1)) }
  })
  const released = [['yellow', 8], ['orange', 2.6], ['red', 0.3]] as const
  take(RELEASED_HOMES, (unit) => planStays(unit, random.weighted(released), 15, 34, true))
  for (; at < order.length; at++) {
    const members = people(order[at])
    homes[order[at]] = members.length > 1 && random.chance(0.05)
      ? { kind: 'some-away', away: [random.pick(members)] }
      : { kind: 'stayed', named: random.chance(0.76) }
  }
  return { homes, firstResident }
}

function indexResidents(town: Town): Int32Array {
  const first = new Int32Array(town.units.length + 1)
  let at = 0
  town.units.forEach((unit, index) => {
    first[index] = at
    while (at < town.residents.length && isHomeOf(town.residents[at], unit)) at++
  })
  first[town.units.length] = at
  return first
}

function isHomeOf(resident: ResidentRow, unit: LedgerRow): boolean {
  return resident.room === unit.room && resident.building === unit.building && resident.compound === unit.compound
}

/** Chance, but not even: some compounds have more people away and back again than others. */
function mixHomes(town: Town, lived: readonly number[], random: Random): number[] {
  const lively = new Map<string, number>()
  const keys = lived.map((unit) => {
    const { compound } = town.units[unit]
    let bias = lively.get(compound)
    if (bias === undefined) {
      bias = random.between(0.55, 1.6)
      lively.set(compound, bias)
    }
    return { unit, key: random.next() / bias }
  })
  return random.shuffle(takeSmallest(keys, MOVED_HOMES)).concat(keys.slice(MOVED_HOMES).map(({ unit }) => unit))
}

const MOVED_HOMES = WANTED.red + WANTED.orange + WANTED.yellow + WANTED.away + WANTED.unreached + REACHED_HOMES + RELEASED_HOMES

function takeSmallest(keys: { unit: number; key: number }[], count: number): number[] {
  keys.sort((one, other) => one.key - other.key || one.unit - other.unit)
  return keys.slice(0, count).map(({ unit }) => unit)
}

function chooseTries(random: Random): number[] {
  const tries = [HISTORY_DAYS]
  for (let day = HISTORY_DAYS - random.integer(2, 6); day > 0 && tries.length < 4; day -= random.integer(2, 8)) {
    if (random.chance(0.55)) tries.push(day)
  }
  return tries
}

/** An origin (and perhaps a transit) that the region list puts into the wanted class. */
function chooseOrigin(
  town: Town, wanted: StayClass, arrivedOn: string, baseDay: string, random: Random,
): { origin: Origin; transit?: string } {
  if (wanted === 'red' && random.chance(0.2)) return { origin: random.pick(OTHER_ORIGINS), transit: random.pick(KEY_TRANSITS) }
  const transit = random.chance(0.08) ? { transit: random.pick(TRANSIT_DENIALS) } : {}
  if (wanted === 'red') return { origin: random.pick(KEY_ORIGINS), ...transit }
  if (wanted === 'yellow') return { origin: random.chance(0.004) ? random.pick(VAGUE_ORIGINS) : random.pick(OTHER_ORIGINS), ...transit }
  for (;;) {
    const origin = random.pick(CONCERN_ORIGINS)
    if (classifyStay(town.regions, origin, arrivedOn, baseDay) === 'orange') return { origin, ...transit }
  }
}

function markConditions(stays: StayPlan[], index: number, random: Random): void {
  if (index % 40 === 3) stays[0].condition = 'confirmed'
  else if (index % 20 === 5) stays[0].condition = 'suspected'
  else if (index % 4 === 1) stays[random.integer(0, stays.length - 1)].condition = 'close-contact'
  // Only with somebody left at home, or the home would lose its colour.
  if (index % 30 === 13 && stays.length > 1) stays[0].condition = 'central-quarantine'
}
