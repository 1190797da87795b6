import type { PackDescription } from '../protocol/entities.ts'
import { UNCOUNTED } from './deriveAt.ts'
import { NO_UNIT, type Registers } from './registers.ts'
import { PUPIL } from './schoolFigures.ts'
import type { WorldLayout } from './buildLayout.ts'

const NO_COUNTER = -1

/**
 * The roll-ups: nodes × counters, kept by adding and taking away along the chain of ancestors. Which counters there are
 * is the pack's data; `onChange` hears every cell that moved.
 */
export class Figures {
  readonly values: Uint32Array
  readonly counterCount: number
  private readonly units: number
  private readonly unitStatus: number[]
  private readonly unitTags: { bit: number; counter: number }[]
  private readonly people: number
  private readonly personStatus: number[]
  private readonly pupils: { roster: number; reported: number; onTime: number; late: number; abnormal: number }
  private readonly tasks: Map<string, number>
  /** Counter → 1 when it is kept from committees upwards only. */
  private readonly highOnly: Uint8Array
  /** Node → 1 for buildings and compounds. */
  private readonly low: Uint8Array
  /** Of counters with `leastByHome`: node → pupils who live there, of whom `values` tells from `least` on. */
  private readonly byHome: ({ least: number; pupils: Uint32Array } | null)[]

  /** `gone`: building → 1 when it is no more; it is in no total, nor are its homes and people. */
  constructor(private readonly world: WorldLayout, pack: PackDescription, private readonly gone: Uint8Array, private readonly onChange: ((cell: number) => void) | null) {
    this.counterCount = pack.counters.length
    this.values = new Uint32Array(world.layout.head.nodes.length * this.counterCount)
    const find = (matches: (source: PackDescription['counters'][number]['source']) => boolean): number => pack.counters.findIndex(({ source }) => matches(source))
    this.units = find((source) => source.of === 'units')
    this.people = find((source) => source.of === 'people')
    this.unitStatus = pack.statuses.map(({ key }) => find((source) => source.of === 'unit-status' && source.status === key))
    this.personStatus = pack.statuses.map(({ key }) => find((source) => source.of === 'person-status' && source.status === key))
    this.unitTags = pack.counters.flatMap(({ source }, counter) => (source.of === 'unit-tag' ? [{ bit: 1 << pack.tags.findIndex(({ key }) => key === source.tag), counter }] : []))
    const pupil = (which: string): number => find((source) => source.of === 'pupils' && source.which === which)
    this.pupils = { roster: pupil('roster'), reported: pupil('reported'), onTime: pupil('on-time'), late: pupil('late'), abnormal: pupil('abnormal') }
    this.byHome = pack.counters.map(({ leastByHome: least }) => (least === undefined ? null : { least, pupils: new Uint32Array(world.layout.head.nodes.length) }))
    this.tasks = new Map(pack.counters.flatMap(({ source }, counter) => (source.of === 'tasks' ? [[source.kind, counter] as const] : [])))
    this.highOnly = Uint8Array.from(pack.counters, ({ lowest }) => (lowest === 'committee' ? 1 : 0))
    this.low = Uint8Array.from(world.layout.head.nodes, ({ kind }) => (kind === 'building' || kind === 'compound' ? 1 : 0))
    const buildings = find((source) => source.of === 'buildings')
    for (let building = 0; building < world.layout.head.buildingCount; building++) if (!gone[building]) this.add(world.firstBuilding + building, buildings, 1)
  }

  addUnit(building: number, status: number, tags: number, amount: 1 | -1): void {
    if (this.gone[building]) return
    const node = this.world.firstBuilding + building
    this.add(node, this.units, amount)
    if (status !== UNCOUNTED) this.add(node, this.unitStatus[status], amount)
    if (tags !== 0) for (const { bit, counter } of this.unitTags) if (tags & bit) this.add(node, counter, amount)
  }

  addPerson(building: number, status: number, amount: 1 | -1): void {
    if (status === UNCOUNTED || this.gone[building]) return
    const node = this.world.firstBuilding + building
    this.add(node, this.people, amount)
    this.add(node, this.personStatus[status], amount)
  }

  addTask(node: number, kind: string, amount: 1 | -1): void {
    this.add(node, this.tasks.get(kind) ?? NO_COUNTER, amount)
  }

  /** Adds or takes away a pupil by the bits of the day's figures; the roster of a day are those who are expected on it. */
  addPupil(registers: Registers, student: number, bits: number, amount: 1 | -1): void {
    if (bits & PUPIL.expected) this.addPupilTo(registers, student, this.pupils.roster, amount)
    if (bits & PUPIL.reported) this.addPupilTo(registers, student, this.pupils.reported, amount)
    if (bits & PUPIL.onTime) this.addPupilTo(registers, student, this.pupils.onTime, amount)
    if (bits & PUPIL.late) this.addPupilTo(registers, student, this.pupils.late, amount)
    if (bits & PUPIL.abnormal) this.addPupilTo(registers, student, this.pupils.abnormal, amount)
  }

  private addPupilTo(registers: Registers, student: number, counter: number, amount: number): void {
    if (counter === NO_COUNTER) return
    const campus = this.world.firstCampus + registers.studentCampus.values[student]
    // The school tree ends at the root too, so that a pupil without a known home still counts in the whole.
    if (campus < this.low.length) this.add(campus, counter, amount)
    const unit = registers.studentUnit.values[student]
    if (unit === NO_UNIT) return
    const { parent } = this.world.layout
    for (let node = parent[this.world.firstBuilding + registers.unitBuilding.values[unit]]; node > 0; node = parent[node]) {
      if (!this.low[node]) this.bump(node, counter, this.toldByHome(node, counter, amount))
    }
  }

  /** By how much the figure that is told changes when so many pupils of a node come or go. */
  private toldByHome(node: number, counter: number, amount: number): number {
    const kept = this.byHome[counter]
    if (!kept) return amount
    const told = (pupils: number): number => (pupils < kept.least ? 0 : pupils)
    const before = kept.pupils[node]
    kept.pupils[node] = before + amount
    return told(before + amount) - told(before)
  }

  /** HOT: several times for every changed unit; plain loop up the tree on purpose. */
  private add(node: number, counter: number, amount: number): void {
    if (counter === NO_COUNTER) return
    const { parent } = this.world.layout
    const highOnly = this.highOnly[counter] === 1
    for (let at = node; at >= 0; at = parent[at]) if (!highOnly || !this.low[at]) this.bump(at, counter, amount)
  }

  private bump(node: number, counter: number, amount: number): void {
    if (amount === 0) return
    const cell = node * this.counterCount + counter
    this.values[cell] += amount
    this.onChange?.(cell)
  }
}
