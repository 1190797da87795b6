import type { PackDescription } from '../../protocol/entities.ts'
import type { WorldLayout } from '../buildLayout.ts'
import { type Statuses, UNCOUNTED } from '../deriveAt.ts'
import type { Figures } from '../figures.ts'
import type { Registers } from '../registers.ts'

export interface Counts {
  buildings: number
  units: number
  counts: Record<string, number>
  people: Record<string, number>
}

/** Counts of a node now, read from the roll-ups where the pack keeps them; `gone`: building → 1 when it is no more. Buildings are those on the map that stand. */
export function summariseNow(world: WorldLayout, figures: Figures, gone: Uint8Array, pack: PackDescription, node: number): Counts {
  const row = (key: string, status: string): number => {
    const counter = pack.counters.findIndex(({ source }) => source.of === key && 'status' in source && source.status === status)
    return counter < 0 ? 0 : figures.values[node * figures.counterCount + counter]
  }
  const counts: Record<string, number> = {}
  const people: Record<string, number> = {}
  for (const { key } of pack.statuses) {
    counts[key] = row('unit-status', key)
    people[key] = row('person-status', key)
  }
  return { buildings: buildingsBelow(world, gone, node), units: unitsBelow(world, gone, node), counts, people }
}

/** Counts of a node at another moment, by a pass over all units and people; `gone`: building → 1 when it was no more then. */
export function summariseThen(registers: Registers, world: WorldLayout, statuses: Statuses, gone: Uint8Array, pack: PackDescription, node: number): Counts {
  const below = new Uint8Array(registers.buildings.length)
  for (let b = 0; b < below.length; b++) below[b] = !gone[b] && isBelow(world, world.firstBuilding + b, node) ? 1 : 0
  const units = new Uint32Array(256)
  const people = new Uint32Array(256)
  let unitTotal = 0
  for (let unit = 0; unit < statuses.unitStatus.length; unit++) {
    if (!statuses.unitKnown[unit] || !below[registers.unitBuilding.values[unit]]) continue
    unitTotal++
    units[statuses.unitStatus[unit]]++
  }
  for (let person = 0; person < statuses.personStatus.length; person++) {
    const unit = statuses.personUnit[person]
    if (unit >= 0 && below[registers.unitBuilding.values[unit]] && statuses.personStatus[person] !== UNCOUNTED) people[statuses.personStatus[person]]++
  }
  const named = (values: Uint32Array): Record<string, number> => Object.fromEntries(pack.statuses.map(({ key }, code) => [key, values[code]]))
  return { buildings: buildingsBelow(world, gone, node), units: unitTotal, counts: named(units), people: named(people) }
}

export function isBelow(world: WorldLayout, node: number, ancestor: number): boolean {
  const { parent } = world.layout
  for (let at = node; at >= 0; at = parent[at]) if (at === ancestor) return true
  return false
}

function buildingsBelow(world: WorldLayout, gone: Uint8Array, node: number): number {
  let count = 0
  for (let b = 0; b < world.layout.head.buildingCount; b++) if (!gone[b] && isBelow(world, world.firstBuilding + b, node)) count++
  return count
}

function unitsBelow(world: WorldLayout, gone: Uint8Array, node: number): number {
  let count = 0
  for (let b = 0; b < world.layout.head.buildingCount; b++) if (!gone[b] && isBelow(world, world.firstBuilding + b, node)) count += world.layout.unitCount[b]
  return count
}
