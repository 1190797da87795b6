import { setImmediate as afterOthers } from 'node:timers/promises'
import type { PersonResult, ReferenceEntry } from '../../packs/pack.ts'
import type { RegionChange, RegionPreview } from '../../protocol/desk.ts'
import { Deriver, UNCOUNTED } from '../../world/deriveAt.ts'
import type { Reach } from '../createReach.ts'
import type { DeskContext } from '../deskContext.ts'

/** About 3 µs a person and as much a unit: a millisecond or two at a time, 250 times for a town. */
const UNITS_PER_TURN = 200
/** The world was built anew (another day, an import, another list) while it was looked at: begun again this often. */
const MOST_TRIES = 3

type Changes = Map<string, RegionChange>

/**
 * What would change colour, if these entries of reference data were added: units and people from → to, in all and per
 * committee, within reach. The world is only read; others run every few milliseconds.
 */
export async function previewReference(context: DeskContext, reachNow: () => Reach, drafts: readonly ReferenceEntry[]): Promise<Omit<RegionPreview, 'lines' | 'problems'>> {
  for (let left = MOST_TRIES; ; left--) {
    const result = await tryPreview(context, reachNow(), drafts, left > 1)
    if (result) return result
  }
}

/** Null when the world was replaced meanwhile. */
async function tryPreview(context: DeskContext, reach: Reach, drafts: readonly ReferenceEntry[], mayGiveUp: boolean): Promise<Omit<RegionPreview, 'lines' | 'problems'> | null> {
  const known = context.known()
  const live = context.live()
  const world = context.world()
  const { registers } = known
  const { nodes } = world.layout.head
  const reference = known.pack.createReference([...known.referenceEntries, ...drafts])
  const deriver = new Deriver(known, live.day, 0xffffffff, reference)
  const all: Changes = new Map()
  const byCommittee = new Map<number, Changes>()
  const rev = known.rev
  for (let unit = 0; unit < registers.unitCount; unit++) {
    if (unit % UNITS_PER_TURN === 0 && unit > 0) {
      await afterOthers()
      if (mayGiveUp && (context.live() !== live || context.known() !== known)) return null
    }
    if (!reach.hasUnit(unit) || live.gone[registers.unitBuilding.values[unit]]) continue
    const people: PersonResult[] = []
    const moved: { from: number; to: number }[] = []
    for (const person of live.peopleIn(unit)) {
      const result = deriver.person(person)!.result
      people.push(result)
      const from = live.personStatusOf(person)
      const to = result.status ?? UNCOUNTED
      if (from !== to) moved.push({ from, to })
    }
    const from = live.statusOf(unit).status
    const to = live.explain(unit, people, deriver).status
    if (from === to && moved.length === 0) continue
    const committee = committeeOf(world, registers.unitBuilding.values[unit])
    let own = byCommittee.get(committee)
    if (!own) byCommittee.set(committee, (own = new Map()))
    for (const changes of [all, own]) {
      if (from !== to) changeOf(changes, from, to).units++
      for (const person of moved) changeOf(changes, person.from, person.to).people++
    }
  }
  const list = (changes: Changes): RegionChange[] => [...changes.values()].sort((a, b) => b.units - a.units || b.people - a.people)
  return {
    rev, changes: list(all), units: sum(all, 'units'), people: sum(all, 'people'),
    committees: [...byCommittee].map(([node, changes]) => ({ id: node < 0 ? '' : nodes[node].id, name: node < 0 ? '' : nodes[node].name, units: sum(changes, 'units'), changes: list(changes) }))
      .sort((a, b) => b.units - a.units || a.name.localeCompare(b.name, 'zh-CN')),
  }
}

const sum = (changes: Changes, what: 'units' | 'people'): number => [...changes.values()].reduce((total, change) => total + change[what], 0)

function changeOf(changes: Changes, from: number, to: number): RegionChange {
  const key = `${from} ${to}`
  let change = changes.get(key)
  if (!change) changes.set(key, (change = { from: from === UNCOUNTED ? null : from, to: to === UNCOUNTED ? null : to, units: 0, people: 0 }))
  return change
}

function committeeOf(world: ReturnType<DeskContext['world']>, building: number): number {
  const { nodes } = world.layout.head
  for (let node = world.firstBuilding + building; node >= 0; node = world.layout.parent[node]) if (nodes[node].kind === 'committee') return node
  return -1
}
