import { idOf } from '../../merge/opaqueId.ts'
import { maskName } from '../../privacy/maskName.ts'
import { maskPhone } from '../../privacy/maskPhone.ts'
import type { SearchHit } from '../../protocol/desk.ts'
import type { PersonRecord } from '../../store/vault.ts'
import type { WorldLayout } from '../../world/buildLayout.ts'
import type { LiveWorld } from '../../world/liveWorld.ts'
import type { Registers } from '../../world/registers.ts'

export interface HitContext { registers: Registers; live: LiveWorld; world: WorldLayout }

export function describeUnit({ registers, live, world }: HitContext, unit: number): SearchHit {
  const building = registers.unitBuilding.values[unit]
  return {
    kind: 'unit', id: idOf('u', unit), open: idOf('u', unit), building: idOf('b', building), title: addressOf(registers, unit),
    detail: namesAbove(world, world.firstBuilding + building, registers.compoundNameOf(building)), status: live.statusOf(unit).status,
  }
}

export function describeBuilding({ registers, world }: HitContext, building: number): SearchHit {
  const id = idOf('b', building)
  return { kind: 'building', id, open: id, building: id, title: buildingName(registers, building), detail: namesAbove(world, world.firstBuilding + building, registers.compoundNameOf(building)), status: null }
}

export function describePlace({ registers, world }: HitContext, place: number): SearchHit {
  const id = idOf('n', place)
  return { kind: 'place', id, open: id, building: null, title: registers.places[place].name, detail: namesAbove(world, world.firstPlace + place, ''), status: null }
}

/** Masked, as everywhere: whoever searches knows what they typed and learns where it leads. */
export function describePerson({ registers, live }: HitContext, person: number, record: PersonRecord, home: number): SearchHit {
  const detail = [addressOf(registers, home), maskPhone(record.phone)].filter((part) => part !== '').join(' · ')
  return {
    kind: 'person', id: idOf('p', person), open: idOf('u', home), building: idOf('b', registers.unitBuilding.values[home]),
    title: maskName(record.name), detail, status: live.statusOf(home).status,
  }
}

const addressOf = (registers: Registers, unit: number): string => `${buildingName(registers, registers.unitBuilding.values[unit])} ${registers.roomOf(unit)}`

function buildingName(registers: Registers, building: number): string {
  const { label } = registers.buildings[building]
  const owner = registers.compoundNameOf(building)
  return owner === '' || label.startsWith(owner) ? label : `${owner} ${label}`
}

/** The two nodes above in the layout, which also knows what lies where; `but` stands in the title already. */
function namesAbove(world: WorldLayout, node: number, but: string): string {
  const { head: { nodes }, parent } = world.layout
  const names: string[] = []
  for (let at = parent[node] ?? -1; at > 0 && names.length < 2; at = parent[at]) if (nodes[at].name !== but) names.push(nodes[at].name)
  return names.join(' · ')
}
