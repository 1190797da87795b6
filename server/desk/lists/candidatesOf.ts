import { idOf } from '../../merge/opaqueId.ts'
import type { TaskCandidate } from '../../protocol/desk.ts'
import { unitOfPerson } from '../../world/unitOfPerson.ts'
import type { Reach } from '../createReach.ts'
import type { DeskContext } from '../deskContext.ts'
import { nameLikeness } from './nameLikeness.ts'
import { roomDistance } from './roomDistance.ts'
import { addressOf, addressParts, namedBy } from './taskView.ts'

const MOST_CANDIDATES = 8
const MOST_NAMESAKES = 20
/** A slip of the pen is one sign, two when digits changed places. */
const FARTHEST_ROOM = 2
const LEAST_LIKENESS = 0.55
const MOST_COMPOUNDS = 5

type Why = TaskCandidate['why'][number]

/** Units within reach that a task could be about, the likeliest first: of the person, of namesakes, near the address. */
export function candidatesOf(context: DeskContext, reach: Reach, index: number): TaskCandidate[] {
  const known = context.known()
  const { registers } = known
  const world = context.world()
  const task = known.tasks[index]
  const found = new Map<number, { score: number; why: Set<Why> }>()
  const add = (unit: number | null, score: number, why: Why): void => {
    if (unit === null || !reach.hasUnit(unit) || unit === task.unit) return
    const entry = found.get(unit) ?? { score: 0, why: new Set() }
    if (!entry.why.has(why)) entry.score += score
    entry.why.add(why)
    found.set(unit, entry)
  }
  const today = context.today()
  if (task.person >= 0) {
    add(unitOfPerson(known, task.person, today), 100, 'same-person')
    const residence = known.residents.ofPerson(task.person)
    if (residence) add(residence.unit, 90, 'same-person')
  }
  const { name } = namedBy(context, index)
  if (name !== '') for (const person of context.store.vault.peopleNamed(name, MOST_NAMESAKES)) add(unitOfPerson(known, person, today), 60, 'same-name')

  const { committee, compound, building, room } = addressParts(context.store.vault.cellsAt(task.openedSeq)?.cells.place)
  const addNear = (b: number, base: number, why: Why): void => {
    for (let i = world.unitsStart[b]; i < world.unitsStart[b + 1]; i++) {
      const unit = world.unitsByBuilding[i]
      const distance = roomDistance(registers.roomOf(unit), room)
      if (room === '') add(unit, base / 2, why)
      else if (distance <= FARTHEST_ROOM) {
        add(unit, base, why)
        add(unit, 40 - 15 * distance, distance === 0 ? 'same-room' : 'similar-room')
      }
    }
  }
  if (building !== '') {
    for (const b of registers.findBuildings(committee, compound, building)) addNear(b, 30, 'same-building')
    const likely = registers.places
      .map((place, at) => ({ at, name: place.name, likeness: place.kind === 'compound' && reach.hasPlace(at) ? likenessOf(committee, compound, place.name, registers.places[place.parent]?.name ?? '') : 0 }))
      .filter(({ likeness }) => likeness >= LEAST_LIKENESS).sort((a, b) => b.likeness - a.likeness).slice(0, MOST_COMPOUNDS)
    for (const place of likely) for (const b of registers.findBuildings('', place.name, building)) if (registers.buildings[b].place === place.at) addNear(b, 25 * place.likeness, 'similar-compound')
  }
  return [...found].sort(([unitA, a], [unitB, b]) => b.score - a.score || unitA - unitB).slice(0, MOST_CANDIDATES)
    .map(([unit, { why }]) => ({ unit: idOf('u', unit), building: idOf('b', registers.unitBuilding.values[unit]), address: addressOf(context, unit), why: [...why] }))
}

/** By the compound's name; when the list names none, every compound of the committee that it does name. */
function likenessOf(committee: string, compound: string, name: string, parent: string): number {
  if (compound !== '') return nameLikeness(compound, name)
  return committee === '' ? 0 : nameLikeness(committee.replace(/居委会?$|社区$/, ''), parent.replace(/居委会?$|社区$/, ''))
}
