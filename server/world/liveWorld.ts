import { type FrameAside, encodeDelta, encodeSnapshot } from '../protocol/frame.ts'
import type { PersonResult, UnitResult } from '../packs/pack.ts'
import { NO_DAY } from '../protocol/day.ts'
import type { WorldLayout } from './buildLayout.ts'
import { BuildingSlots } from './buildingSlots.ts'
import { deriveAt, Deriver, homesOfAlert, NOWHERE, type PersonView, UNCOUNTED, unitMarksAt } from './deriveAt.ts'
import { Figures } from './figures.ts'
import { GrowingArray } from './growingArray.ts'
import type { KnownFacts, Touched } from './knownFacts.ts'
import { NO_UNIT } from './registers.ts'
import { PUPIL, SchoolFigures } from './schoolFigures.ts'

/** No report is newer than this. */
const EVERYTHING = 0xffffffff
/** At most so many lines a tick go to the tickers; a storm is told by the totals. */
const MAX_TICKER_LINES = 20
/** 0 … 1440: a report of the day's last seconds has come by midnight. */
const MINUTES_A_DAY = 1441
const NOBODY = -1

export interface LiveWorldOptions {
  day: number
  /** Minute of the day until which a pupil's report is on time. */
  cutOffMinute: number
  zoneOffsetMinutes: number
  demo: boolean
}

/**
 * The world now: every status, every roll-up, every slot, and what changed since the last delta. Built whole from the
 * known facts, then kept by what each entry touched; both ways end in the same bytes.
 */
export class LiveWorld {
  readonly figures: Figures
  readonly slots: Uint8Array
  /**
   * Building → 1 when it is no more on this day: in no total and without a colour. Stays as it was when this world was
   * built, so that what was added is what is taken away; word of a demolition, and midnight, make a new world.
   */
  readonly gone: Uint8Array
  private readonly building: BuildingSlots
  private readonly deriver: Deriver
  private readonly personStatus = new GrowingArray(Uint8Array, UNCOUNTED)
  private readonly personUnit = new GrowingArray(Int32Array, NOWHERE)
  private readonly nextInUnit = new GrowingArray(Int32Array, NOBODY)
  private readonly firstInUnit: Int32Array
  private readonly unitStatus: Uint8Array
  private readonly unitTags: Uint32Array
  /** People reported here earlier and elsewhere since, per unit, and each such person's earlier units. */
  private readonly movedAway: Uint16Array
  private readonly earlierUnits = new Map<number, number[]>()
  private readonly pupilAlerts: Uint16Array
  private readonly openTasks: Map<number, number>
  /** Alert → homes that bear its tag. */
  private readonly taggedBy: number[][] = []
  /** Alert → 1 while its campus counts it. */
  private readonly countedAlerts = new GrowingArray(Uint8Array)
  /** Task → where and as what it is counted. */
  private readonly countedTasks: ({ unit: number; node: number; overdue: boolean } | null)[] = []
  /** Today's figures of every class. */
  readonly school: SchoolFigures
  private readonly reportedByMinute = new Uint32Array(MINUTES_A_DAY)
  /** Counts changes of which pupils are abnormal. */
  abnormalVersion = 0

  private readonly dirtyCells = new Set<number>()
  private readonly dirtyBuildings = new Set<number>()
  private readonly changes = new Map<string, { building: number; from: number; to: number; units: number }>()
  private curveDirtyFrom = MINUTES_A_DAY
  private lastTakenRev: number

  constructor(private readonly known: KnownFacts, readonly world: WorldLayout, readonly options: LiveWorldOptions) {
    const { registers, pack } = known
    this.deriver = new Deriver(known, options.day, EVERYTHING)
    const statuses = deriveAt(known, options.day, EVERYTHING)
    this.gone = registers.goneBuildings(options.day)
    this.figures = new Figures(world, pack.description, this.gone, (cell) => this.dirtyCells.add(cell))
    this.building = new BuildingSlots(world, pack.description, this.gone)
    this.slots = new Uint8Array(world.layout.head.slotCount)
    this.unitStatus = statuses.unitStatus
    this.unitTags = statuses.unitTags
    this.firstInUnit = new Int32Array(registers.unitCount).fill(NOBODY)
    this.movedAway = new Uint16Array(registers.unitCount)
    const marks = unitMarksAt(known, options.day, EVERYTHING)
    this.pupilAlerts = marks.pupilAlerts
    this.openTasks = marks.openTasks

    this.extendPeople(known.personCount)
    for (let person = 0; person < known.personCount; person++) {
      const unit = statuses.personUnit[person]
      if (unit === NOWHERE) continue
      this.personStatus.values[person] = statuses.personStatus[person]
      this.putInUnit(person, unit)
      this.figures.addPerson(registers.unitBuilding.values[unit], statuses.personStatus[person], 1)
      this.noteEarlierUnits(person, this.deriver.person(person)!.earlierUnits)
    }
    for (let unit = 0; unit < registers.unitCount; unit++) this.figures.addUnit(registers.unitBuilding.values[unit], this.unitStatus[unit], this.unitTags[unit], 1)
    for (let task = 0; task < known.tasks.length; task++) this.countTask(task)
    for (let alert = 0; alert < known.alertBook.alerts.length; alert++) {
      this.taggedBy[alert] = known.alertBook.tagsHomes(alert) ? homesOfAlert(known, alert) : []
      this.countAlert(alert)
    }
    this.school = new SchoolFigures(known, options.day)
    this.startStudents()
    for (let b = 0; b < registers.buildings.length; b++) this.building.write(b, this.unitStatus, this.slots)
    this.dirtyCells.clear()
    this.lastTakenRev = known.rev
  }

  get day(): number {
    return this.options.day
  }

  statusOf(unit: number): { status: number; tags: number } {
    return { status: this.unitStatus[unit], tags: this.unitTags[unit] }
  }

  /** The unit that the latest report puts the person in; NOWHERE when none does. */
  personUnitOf(person: number): number {
    return person < this.personUnit.length ? this.personUnit.values[person] : NOWHERE
  }

  /** Derives a unit afresh, with its reason; by another deriver of the same day, what would be. */
  explain(unit: number, people: PersonResult[] = this.peopleOf(unit), deriver = this.deriver): UnitResult {
    return deriver.unit(unit, people, this.movedAway[unit] > 0, this.pupilAlerts[unit] > 0, this.openTasks.get(unit) ?? 0)
  }

  /** UNCOUNTED for a person who counts for no colour. */
  personStatusOf(person: number): number {
    return person < this.personStatus.length ? this.personStatus.values[person] : UNCOUNTED
  }

  /** What is derived of a person now, or null when no report names them. */
  explainPerson(person: number): PersonView | null {
    return this.deriver.person(person)
  }

  /** Units that earlier reports named for a person; kept by `follow`, not derived again. */
  earlierUnitsOf(person: number): readonly number[] {
    return this.earlierUnits.get(person) ?? []
  }

  peopleIn(unit: number): number[] {
    const people: number[] = []
    for (let person = this.firstInUnit[unit]; person !== NOBODY; person = this.nextInUnit.values[person]) people.push(person)
    return people
  }

  /** Follows one applied entry. The caller rebuilds the live world when reference data or the layout changed. */
  follow(touched: Touched): void {
    if (touched.what === 'person') this.followPerson(touched.person)
    else if (touched.what === 'unit') this.rederiveUnit(touched.unit)
    else if (touched.what === 'task') this.followTask(touched.task)
    else if (touched.what === 'alert') this.followAlert(touched.alert)
    else if (touched.what === 'student') {
      this.followStudent(touched.student, touched.day)
      for (const day of touched.later) this.followStudent(touched.student, day)
      // The equal ones of its second became doubtful with it.
      if (touched.crowd) for (const student of this.known.checks.studentsAt(touched.day, touched.crowd.second, touched.crowd.tenths)) this.followStudent(student, touched.day)
    } else if (touched.what === 'leave') {
      if (touched.from <= this.options.day && this.options.day <= touched.until) this.followStudent(touched.student, this.options.day)
    }
  }

  /**
   * Stands in for `old` (same layout and day, other reference data): what differs becomes the next delta, so every open
   * wall recolours without a reset.
   */
  takeOver(old: LiveWorld): void {
    const { unitBuilding } = this.known.registers
    for (let cell = 0; cell < this.figures.values.length; cell++) if (this.figures.values[cell] !== old.figures.values[cell]) this.dirtyCells.add(cell)
    for (const cell of old.dirtyCells) this.dirtyCells.add(cell)
    for (let unit = 0; unit < this.unitStatus.length; unit++) if (this.unitStatus[unit] !== old.unitStatus[unit]) this.noteChange(unitBuilding.values[unit], old.unitStatus[unit], this.unitStatus[unit])
    for (const building of old.dirtyBuildings) this.dirtyBuildings.add(building)
    for (let building = 0; building < this.gone.length; building++) if (this.gone[building] !== old.gone[building]) this.dirtyBuildings.add(building)
    // The slots that walls have are the old ones; the next delta writes the new ones over them.
    this.slots.set(old.slots)
    this.lastTakenRev = old.lastTakenRev
  }

  hasChanges(): boolean {
    return this.lastTakenRev !== this.known.rev || this.dirtyCells.size > 0 || this.dirtyBuildings.size > 0
  }

  /** Everything that changed since the last call, as one frame. HOT: once per tick. */
  takeDelta(sentAt: number, extra: FrameAside): { fromRev: number; toRev: number; bytes: Uint8Array } {
    const slotIndex: number[] = []
    const slotStatus: number[] = []
    const { slotOffset } = this.world.layout
    const before = new Uint8Array(256)
    for (const b of this.dirtyBuildings) {
      const first = slotOffset[b]
      const count = slotOffset[b + 1] - first
      const old = count <= before.length ? before : new Uint8Array(count)
      for (let i = 0; i < count; i++) old[i] = this.slots[first + i]
      this.building.write(b, this.unitStatus, this.slots)
      for (let i = 0; i < count; i++) {
        if (this.slots[first + i] === old[i]) continue
        slotIndex.push(first + i)
        slotStatus.push(this.slots[first + i])
      }
    }
    const cells = this.dirtyCells.size
    const figureNode = new Uint32Array(cells)
    const figureCounter = new Uint8Array(cells)
    const figureValue = new Uint32Array(cells)
    const { counterCount, values } = this.figures
    let i = 0
    for (const cell of this.dirtyCells) {
      figureNode[i] = Math.floor(cell / counterCount)
      figureCounter[i] = cell % counterCount
      figureValue[i++] = values[cell]
    }
    const aside: FrameAside = { ...extra, feeds: { ...this.known.feedsAt } }
    const ticker = this.tickerLines(sentAt)
    if (ticker.length > 0) aside.ticker = ticker
    if (this.curveDirtyFrom < MINUTES_A_DAY) aside.curve = { at: this.curveFrom(this.curveDirtyFrom), cutOffMinute: this.options.cutOffMinute }
    const fromRev = this.lastTakenRev
    const toRev = this.known.rev
    const bytes = encodeDelta({ fromRev, toRev, sentAt, slotIndex: Uint32Array.from(slotIndex), slotStatus: Uint8Array.from(slotStatus), figureNode, figureCounter, figureValue, aside })
    this.lastTakenRev = toRev
    this.dirtyBuildings.clear()
    this.dirtyCells.clear()
    this.changes.clear()
    this.curveDirtyFrom = MINUTES_A_DAY
    return { fromRev, toRev, bytes }
  }

  /** The whole world as of the last taken delta's successor: slots of dirty buildings are brought up first. */
  snapshot(sentAt: number, worldId: string, extra: FrameAside): Uint8Array {
    const slots = this.slots.slice()
    for (const b of this.dirtyBuildings) this.building.write(b, this.unitStatus, slots)
    return encodeSnapshot({
      rev: this.known.rev, sentAt, worldId, layoutHash: this.world.hash, slots, figures: this.figures.values, counterCount: this.figures.counterCount,
      aside: {
        ...extra, zoneOffsetMinutes: this.options.zoneOffsetMinutes, demo: this.options.demo, feeds: { ...this.known.feedsAt }, ticker: [],
        curve: { at: this.curveFrom(0), cutOffMinute: this.options.cutOffMinute, restart: true },
      },
    })
  }

  // ---- people and units

  private followPerson(person: number): void {
    this.extendPeople(person + 1)
    const { unitBuilding } = this.known.registers
    const view = this.deriver.person(person)
    const oldUnit = this.personUnit.values[person]
    const touchedUnits = new Set<number>(this.earlierUnits.get(person))
    if (oldUnit !== NOWHERE) {
      this.figures.addPerson(unitBuilding.values[oldUnit], this.personStatus.values[person], -1)
      touchedUnits.add(oldUnit)
    }
    if (view) {
      if (view.unit !== oldUnit) {
        if (oldUnit !== NOWHERE) this.takeFromUnit(person, oldUnit)
        this.putInUnit(person, view.unit)
      }
      this.personStatus.values[person] = view.result.status ?? UNCOUNTED
      this.figures.addPerson(unitBuilding.values[view.unit], this.personStatus.values[person], 1)
      this.noteEarlierUnits(person, view.earlierUnits)
      touchedUnits.add(view.unit)
      for (const unit of view.earlierUnits) touchedUnits.add(unit)
    }
    for (const unit of touchedUnits) this.rederiveUnit(unit)
  }

  /** A task of a list says nothing of anybody's colour; its unit only gets or loses a tag. */
  private followTask(task: number): void {
    const before = this.countedTasks[task] ?? null
    if (before) {
      this.addTask(before, -1)
      if (before.unit !== NO_UNIT) this.openTasks.set(before.unit, this.openTasks.get(before.unit)! - 1)
    }
    const after = this.countTask(task)
    if (after && after.unit !== NO_UNIT) this.openTasks.set(after.unit, (this.openTasks.get(after.unit) ?? 0) + 1)
    for (const unit of new Set([before?.unit, after?.unit])) if (unit !== undefined && unit !== NO_UNIT) this.rederiveUnit(unit)
  }

  /** An alert of a pupil lays its tag on the home while it stands; a data error takes the check out of the figures. */
  private followAlert(alert: number): void {
    const { alertBook: book } = this.known
    const before = this.taggedBy[alert] ?? []
    const after = book.tagsHomes(alert) ? homesOfAlert(this.known, alert) : []
    this.taggedBy[alert] = after
    this.countAlert(alert)
    for (const unit of before) this.pupilAlerts[unit]--
    for (const unit of after) this.pupilAlerts[unit]++
    for (const unit of new Set([...before, ...after])) this.rederiveUnit(unit)
    const { students, day } = book.alerts[alert]
    for (const student of students) this.followStudent(student, day)
  }

  private countAlert(alert: number): void {
    const { alertBook: book } = this.known
    this.countedAlerts.extendTo(alert + 1)
    const before = this.countedAlerts.values[alert]
    const after = book.isCounted(alert) ? 1 : 0
    const node = this.world.firstCampus + book.alerts[alert].campus
    this.countedAlerts.values[alert] = after
    if (before !== after && node < this.world.layout.head.nodes.length) this.figures.addTask(node, 'school-alert', after > before ? 1 : -1)
  }

  private countTask(task: number): { unit: number; node: number; overdue: boolean } | null {
    const { unit, place, closedSeq, openedOn, dueOn } = this.known.tasks[task]
    const isOpen = closedSeq === 0 && openedOn <= this.options.day
    const { firstBuilding, firstPlace, rootNode } = this.world
    const node = unit !== NO_UNIT ? firstBuilding + this.known.registers.unitBuilding.values[unit] : place >= 0 ? firstPlace + place : rootNode
    const counted = isOpen ? { unit, node, overdue: dueOn !== NO_DAY && dueOn < this.options.day } : null
    this.countedTasks[task] = counted
    if (counted) this.addTask(counted, 1)
    return counted
  }

  private addTask({ node, overdue }: { node: number; overdue: boolean }, amount: 1 | -1): void {
    this.figures.addTask(node, 'verification', amount)
    if (overdue) this.figures.addTask(node, 'verification-overdue', amount)
  }

  private rederiveUnit(unit: number): void {
    const result = this.explain(unit)
    const oldStatus = this.unitStatus[unit]
    if (result.status === oldStatus && result.tags === this.unitTags[unit]) return
    const building = this.known.registers.unitBuilding.values[unit]
    this.figures.addUnit(building, oldStatus, this.unitTags[unit], -1)
    this.figures.addUnit(building, result.status, result.tags, 1)
    this.unitStatus[unit] = result.status
    this.unitTags[unit] = result.tags
    if (result.status === oldStatus) return
    this.noteChange(building, oldStatus, result.status)
  }

  private noteChange(building: number, from: number, to: number): void {
    if (this.gone[building]) return
    this.dirtyBuildings.add(building)
    const key = `${building} ${from} ${to}`
    const change = this.changes.get(key)
    if (change) change.units++
    else this.changes.set(key, { building, from, to, units: 1 })
  }

  private peopleOf(unit: number): PersonResult[] {
    return this.peopleIn(unit).map((person) => this.deriver.person(person)!.result)
  }

  private extendPeople(count: number): void {
    this.personStatus.extendTo(count)
    this.personUnit.extendTo(count)
    this.nextInUnit.extendTo(count)
  }

  private putInUnit(person: number, unit: number): void {
    this.personUnit.values[person] = unit
    // In order of their numbers, so that a followed world and a rebuilt one explain a unit by the same person.
    let before = NOBODY
    let after = this.firstInUnit[unit]
    while (after !== NOBODY && after < person) {
      before = after
      after = this.nextInUnit.values[after]
    }
    this.nextInUnit.values[person] = after
    if (before === NOBODY) this.firstInUnit[unit] = person
    else this.nextInUnit.values[before] = person
  }

  private takeFromUnit(person: number, unit: number): void {
    if (this.firstInUnit[unit] === person) {
      this.firstInUnit[unit] = this.nextInUnit.values[person]
      return
    }
    let before = this.firstInUnit[unit]
    while (this.nextInUnit.values[before] !== person) before = this.nextInUnit.values[before]
    this.nextInUnit.values[before] = this.nextInUnit.values[person]
  }

  private noteEarlierUnits(person: number, units: number[]): void {
    const before = this.earlierUnits.get(person)
    if (before) for (const unit of before) this.movedAway[unit]--
    for (const unit of units) this.movedAway[unit]++
    if (units.length > 0) this.earlierUnits.set(person, units)
    else if (before) this.earlierUnits.delete(person)
  }

  // ---- pupils

  private startStudents(): void {
    const { registers } = this.known
    for (let student = 0; student < registers.studentCount; student++) {
      const bits = this.school.bitsOf(student)
      if (!this.isCounted(student)) continue
      this.figures.addPupil(registers, student, bits, 1)
      if (bits & PUPIL.reported) this.reportedByMinute[this.school.minuteOf(student)]++
    }
  }

  /** Staff are figures of their own, and not on the wall. */
  private isCounted(student: number): boolean {
    const group = this.school.groupOf(student)
    return group >= 0 && !this.known.registers.roster.groups[group].staff
  }

  /** Homes of the abnormal pupils of a roster, once for each pupil. */
  abnormalHomes(): number[] {
    const { studentUnit, studentCount } = this.known.registers
    const homes: number[] = []
    for (let student = 0; student < studentCount; student++) {
      if ((this.school.bitsOf(student) & PUPIL.abnormal) === 0 || !this.isCounted(student)) continue
      if (studentUnit.values[student] !== NO_UNIT) homes.push(studentUnit.values[student])
    }
    return homes
  }

  private followStudent(student: number, day: number): void {
    if (day !== this.options.day) return
    const change = this.school.refresh(student)
    // Whoever changes class makes a new world.
    if (!change || !this.isCounted(student)) return
    const { before, after, minuteBefore, minuteAfter } = change
    const { registers } = this.known
    // Only the figures that the pupil leaves or enters: the others would be walked up the tree and back.
    this.figures.addPupil(registers, student, before & ~after, -1)
    this.figures.addPupil(registers, student, after & ~before, 1)
    const wasAt = before & PUPIL.reported ? minuteBefore : -1
    const isAt = after & PUPIL.reported ? minuteAfter : -1
    if (wasAt !== isAt) {
      if (wasAt >= 0) this.countReport(wasAt, -1)
      if (isAt >= 0) this.countReport(isAt, 1)
    }
    if ((before ^ after) & PUPIL.abnormal) this.abnormalVersion++
  }

  private countReport(minute: number, amount: 1 | -1): void {
    this.reportedByMinute[minute] += amount
    if (minute < this.curveDirtyFrom) this.curveDirtyFrom = minute
  }

  private curveFrom(minute: number): [number, number][] {
    let reported = 0
    const at: [number, number][] = []
    for (let i = 0; i < MINUTES_A_DAY; i++) {
      reported += this.reportedByMinute[i]
      if (i >= minute && this.reportedByMinute[i] > 0) at.push([i, reported])
    }
    return at
  }

  private tickerLines(at: number): NonNullable<FrameAside['ticker']> {
    const severity = this.known.pack.description.statuses.map((status) => status.severity)
    return [...this.changes.values()]
      .sort((a, b) => (severity[b.to] ?? 0) - (severity[a.to] ?? 0))
      .slice(0, MAX_TICKER_LINES)
      .map(({ building, from, to, units }) => ({ at, node: this.world.firstBuilding + building, status: to, from, units }))
  }
}
