import { normalizeBuilding } from '../merge/address/normalizeBuilding.ts'
import { normalizeCompound } from '../merge/address/normalizeCompound.ts'
import { normalizeRoom } from '../merge/address/normalizeRoom.ts'
import { withoutCompound } from '../merge/address/withoutCompound.ts'
import { storeyOf } from '../merge/address/storeyOf.ts'
import { normalizeCommittee } from '../merge/normalizeCommittee.ts'
import { normalizeSchool } from '../merge/normalizeSchool.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import type { BasemapKind } from '../protocol/layout.ts'
import type { NodeKind } from '../protocol/entities.ts'
import { STAFF_CLASS } from '../protocol/school.ts'
import { GeometryTable, type Rings } from './geometryTable.ts'
import { GrowingArray } from './growingArray.ts'
import { MemberChains } from './memberChains.ts'
import { ALWAYS, type Group, ROSTER, RosterSpans } from './rosterSpans.ts'
import { TextTable } from './textTable.ts'

export interface PlaceRecord {
  kind: NodeKind
  name: string
  /** Index of the parent place, or -1. */
  parent: number
  /** Shape number, or -1. */
  shape: number
}

export interface BuildingRecord {
  /** Index of the place (a compound, or a committee), or -1 when only its position tells. */
  place: number
  /** As people write it: `12号`, or a name. */
  label: string
  levels: number
  heightMetres: number
  shape: number
}

export interface CampusRecord {
  name: string
  lng: number
  lat: number
  /** False while only reports have named it: such a school is kept, but not drawn. */
  listed: boolean
}

export interface GroundRecord {
  kind: BasemapKind
  name: string
  shape: number
}

/** Body of entries that make places on the way (a ledger names a committee that nobody had drawn yet). */
export interface NewPlace { place: string; kind: NodeKind; name: string; parent: string | null }
export interface NewBuilding { building: string; place: string; label: string; aliases: [compound: string, building: string][] }

export const NO_STOREY = -2147483648
export const NO_UNIT = 0xffffffff
/** Until told which day it is, the columns say what holds last. */
const LAST_DAY = 2_147_483_647

/**
 * What stands where and what it is called: places, buildings, units, campuses, students. Changed only by register
 * entries of the log, through `apply…`; everything is numbered densely in the order of the log.
 */
export class Registers {
  readonly texts = new TextTable()
  readonly geometry = new GeometryTable()
  readonly places: PlaceRecord[] = []
  readonly buildings: BuildingRecord[] = []
  readonly campuses: CampusRecord[] = []
  readonly ground: GroundRecord[] = []

  /** Log sequence of the entry that first named the building. */
  readonly buildingSeq = new GrowingArray(Uint32Array)
  readonly unitBuilding = new GrowingArray(Uint32Array)
  readonly unitRoom = new GrowingArray(Uint32Array)
  readonly unitStorey = new GrowingArray(Int32Array)
  readonly unitTenure = new GrowingArray(Uint32Array)
  /** Log sequence of the entry that first named the unit. */
  readonly unitSeq = new GrowingArray(Uint32Array)
  /** Tenure changes after the first: unit → (seq, tenure) oldest first, with the original as seq 0. */
  readonly tenureHistory = new Map<number, [seq: number, tenure: number][]>()

  /** `committee compound` of places that have gone to another committee since: a ledger of before still means the same homes. */
  private readonly formerly = new Set<string>()

  /** Building → the words about its demolition, oldest first: since when it is no more, null: it stands after all. */
  private readonly demolitions = new Map<number, [seq: number, from: number | null][]>()

  /** Where each student belongs, by day. The columns below say it of `rosterDay`. */
  readonly roster = new RosterSpans()
  private rosterDay = LAST_DAY
  /** Student → log sequence of the newest roster entry that told name and guardian; 0 when none did. */
  readonly studentRosterSeq = new GrowingArray(Uint32Array)
  readonly studentCampus = new GrowingArray(Uint16Array)
  readonly studentClass = new GrowingArray(Uint32Array)
  readonly studentGrade = new GrowingArray(Uint32Array)
  readonly studentUnit = new GrowingArray(Uint32Array, NO_UNIT)
  /** Which half of the class comes when halves take turns, 0 or 1: by the last digit of the number, or as the roster says. */
  readonly studentHalf = new GrowingArray(Uint8Array)
  /** Of ROSTER: a pupil of a roster, or one of the staff. */
  readonly studentOnRoster = new GrowingArray(Uint8Array)
  /** Student → person, or -1. */
  readonly studentPerson = new GrowingArray(Int32Array, -1)

  private readonly studentsByPerson = new MemberChains()
  private readonly studentsByUnit = new MemberChains()
  private readonly placesByName = new Map<string, number[]>()
  private readonly buildingsByAlias = new Map<string, number[]>()
  private readonly aliases: [compound: string, building: string, index: number][] = []
  private readonly unitByRoom = new Map<string, number>()
  private readonly campusByName = new Map<string, number>()
  /** What the bureau above all campuses is called; '' while nobody has said. */
  bureauName = ''
  /** Whether any shape comes from OpenStreetMap. */
  hasOpenStreetMap = false
  /** Source ids of imported shapes → number, by register. */
  readonly bySource = new Map<string, number>()
  /** Building → the source id of its shape, when it came with one. */
  readonly sourceOfBuilding = new Map<number, string>()

  get unitCount(): number {
    return this.unitBuilding.length
  }
  get studentCount(): number {
    return this.studentCampus.length
  }

  // ---- look-ups

  /** Every spelling a building is known under, in the order of the log. Only grows. */
  get buildingAliases(): readonly (readonly [compound: string, building: string, index: number])[] {
    return this.aliases
  }

  /** Places of that name and kind. */
  placesNamed(kind: NodeKind, name: string): number[] {
    return this.placesByName.get(placeKey(kind, name)) ?? []
  }

  /** Compounds of that name; with a committee, the one below it, else the one that has no committee yet. */
  findCompound(committee: string, compound: string): number[] {
    const found = this.placesNamed('compound', compound)
    if (found.length === 0 || committee === '') return found
    const wanted = normalizeCommittee(committee)
    const below = found.filter((place) => {
      const parent = this.places[place].parent
      return parent >= 0 && this.places[parent].kind === 'committee' && normalizeCommittee(this.places[parent].name) === wanted
    })
    if (below.length > 0) return below
    const free = found.filter((place) => !this.isBelowCommittee(place))
    return free.length > 0 ? free : found
  }

  isBelowCommittee(place: number): boolean {
    return this.committeeAbove(place) !== null
  }

  /** The name of the committee that a place lies in; null when it lies in none. */
  committeeAbove(place: number): string | null {
    for (let at = this.places[place].parent; at >= 0; at = this.places[at].parent) if (this.places[at].kind === 'committee') return this.places[at].name
    return null
  }

  /** Whether a building may be meant by a line that names this committee: it lies there, did so before, or in no committee yet. */
  mayLieIn(building: number, committee: string): boolean {
    const { place } = this.buildings[building]
    const above = place < 0 ? null : this.committeeAbove(place)
    return committee === '' || above === null || normalizeCommittee(above) === normalizeCommittee(committee) || this.formerly.has(formerKey(committee, this.places[place].name))
  }

  private noteMove(compound: number): void {
    const committee = compound < 0 ? null : this.committeeAbove(compound)
    if (committee !== null) this.formerly.add(formerKey(committee, this.places[compound].name))
  }

  /** Buildings known under that address; more than one when compound names repeat and no committee tells them apart. */
  findBuildings(committee: string, compound: string, building: string): number[] {
    const found = this.buildingsByAlias.get(aliasKey(compound, building)) ?? []
    if (found.length < 2 || committee === '') return found
    const wanted = this.findCompound(committee, compound)
    const qualified = found.filter((index) => wanted.includes(this.buildings[index].place))
    return qualified.length > 0 ? qualified : found
  }

  findUnit(building: number, room: string): number {
    return this.unitByRoom.get(`${building} ${normalizeRoom(room)}`) ?? -1
  }

  findCampus(name: string): number {
    return this.campusByName.get(normalizeSchool(name)) ?? -1
  }

  /** Students that are this person, oldest first: one, or one a school that has named them. */
  studentsOfPerson(person: number): number[] {
    return this.studentsByPerson.membersOf(person)
  }

  /** Students whose home the unit is. */
  studentsOfUnit(unit: number): number[] {
    return unit === NO_UNIT ? [] : this.studentsByUnit.membersOf(unit)
  }

  tenureAt(unit: number, maxSeq: number): string | null {
    const history = this.tenureHistory.get(unit)
    let tenure = this.unitTenure.values[unit]
    if (history) for (const [seq, value] of history) if (seq <= maxSeq) tenure = value
    return this.texts.textOf(tenure) || null
  }

  /** The day from which a building is no more, by the newest word as known at `maxSeq`; null while it stands. */
  takenDownFrom(building: number, maxSeq = Infinity): number | null {
    return this.demolitions.get(building)?.findLast(([seq]) => seq <= maxSeq)?.[1] ?? null
  }

  isTakenDown(building: number, day: number): boolean {
    const from = this.takenDownFrom(building)
    return from !== null && from <= day
  }

  /** Building → 1 when it is no more on a day, as known at `maxSeq`, or when nobody knew it yet. */
  goneBuildings(day: number, maxSeq = Infinity): Uint8Array {
    const gone = new Uint8Array(this.buildings.length)
    if (maxSeq !== Infinity) for (let building = 0; building < gone.length; building++) if (this.buildingSeq.values[building] > maxSeq) gone[building] = 1
    for (const building of this.demolitions.keys()) if ((this.takenDownFrom(building, maxSeq) ?? Infinity) <= day) gone[building] = 1
    return gone
  }

  /** HOT: whether a home's building is no more on a day. */
  isHomeGone(unit: number, day: number): boolean {
    return this.demolitions.size > 0 && this.isTakenDown(this.unitBuilding.values[unit], day)
  }

  roomOf(unit: number): string {
    return this.texts.textOf(this.unitRoom.values[unit])
  }

  /** Compound, committee … names of a building's place chain. */
  compoundNameOf(building: number): string {
    const place = this.buildings[building].place
    return place >= 0 ? this.places[place].name : ''
  }

  // ---- log entries

  applyNewPlaces(list: NewPlace[] | undefined): void {
    if (list) for (const entry of list) this.putPlace(numberOfId('n', entry.place), entry.kind, entry.name, entry.parent === null ? -1 : numberOfId('n', entry.parent), null)
  }

  applyNewBuilding(seq: number, entry: NewBuilding | undefined): void {
    if (!entry) return
    const index = numberOfId('b', entry.building)
    this.noteBuilding(seq, index)
    this.buildings[index] = { place: numberOfId('n', entry.place), label: entry.label, levels: 0, heightMetres: 0, shape: -1 }
    for (const [compound, building] of entry.aliases) this.addAlias(compound, building, index)
  }

  /** A line of the organisation: places made or put under another, a building that belongs elsewhere, a campus, the bureau's name. */
  applyOrganisation(body: Record<string, unknown>): void {
    const { assigned, newCampus, bureau } = body as { assigned?: { building: string; place: string }; newCampus?: Record<string, unknown>; bureau?: string }
    this.applyNewPlaces(body.newPlaces as NewPlace[] | undefined)
    if (assigned) {
      const building = this.buildings[numberOfId('b', assigned.building)]
      this.noteMove(building.place)
      building.place = numberOfId('n', assigned.place)
      this.addAlias(this.places[building.place].name, building.label, numberOfId('b', assigned.building))
    }
    if (newCampus) this.applyCampus(newCampus)
    if (bureau !== undefined) this.bureauName = bureau
  }

  applyDemolition(seq: number, { building, from }: Record<string, unknown>): void {
    const index = numberOfId('b', building)
    this.demolitions.set(index, [...(this.demolitions.get(index) ?? []), [seq, typeof from === 'number' ? from : null]])
  }

  applyBoundary(body: Record<string, unknown>): void {
    const { place, kind, name, parent, polygons } = body as unknown as NewPlace & { polygons: Rings[] }
    this.putPlace(numberOfId('n', place), kind, name, parent === null ? -1 : numberOfId('n', parent), polygons)
    if (body.source) this.bySource.set(`boundaries ${body.source as string}`, numberOfId('n', place))
  }

  applyBuilding(seq: number, body: Record<string, unknown>): void {
    this.applyNewPlaces(body.newPlaces as NewPlace[] | undefined)
    const entry = body as unknown as { building: string; place: string | null; label: string; levels: number; heightMetres: number; polygons: Rings[]; aliases: [string, string][]; source: string | null; openStreetMap?: boolean }
    const index = numberOfId('b', entry.building)
    const known = this.buildings[index]
    this.noteBuilding(seq, index)
    this.buildings[index] = {
      place: entry.place === null ? known?.place ?? -1 : numberOfId('n', entry.place),
      label: entry.label || known?.label || '', levels: entry.levels || known?.levels || 0, heightMetres: entry.heightMetres || known?.heightMetres || 0,
      shape: this.geometry.add(entry.polygons, true),
    }
    for (const [compound, building] of entry.aliases) this.addAlias(compound, building, index)
    this.noteSource('buildings', entry, index)
  }

  applyGround(body: Record<string, unknown>): void {
    const entry = body as unknown as { ground: number; kind: BasemapKind; name: string; polygons?: Rings[]; lines?: [number, number][][]; source: string | null; openStreetMap?: boolean }
    const shape = entry.polygons ? this.geometry.add(entry.polygons, true) : this.geometry.add((entry.lines ?? []).map((line) => [line]), false)
    this.ground[entry.ground] = { kind: entry.kind, name: entry.name, shape }
    this.noteSource('basemap', entry, entry.ground)
  }

  applyUnit(seq: number, body: Record<string, unknown>): void {
    this.applyNewPlaces(body.newPlaces as NewPlace[] | undefined)
    this.applyNewBuilding(seq, body.newBuilding as NewBuilding | undefined)
    const entry = body as unknown as { unit: string; building: string; room: string; storey: string; tenure: string }
    const unit = numberOfId('u', entry.unit)
    const tenure = this.texts.numberOf(entry.tenure ?? '')
    if (unit < this.unitCount) {
      const history = this.tenureHistory.get(unit) ?? []
      // A ledger that does not say how a home is used takes nothing back.
      if (entry.tenure && tenure !== (history.at(-1)?.[1] ?? this.unitTenure.values[unit])) {
        history.push([seq, tenure])
        this.tenureHistory.set(unit, history)
      }
      return
    }
    const building = numberOfId('b', entry.building)
    this.unitBuilding.push(building)
    this.unitRoom.push(this.texts.numberOf(entry.room))
    this.unitStorey.push(storeyOf(entry.room, entry.storey || undefined) ?? NO_STOREY)
    this.unitTenure.push(tenure)
    this.unitSeq.push(seq)
    this.unitByRoom.set(`${building} ${normalizeRoom(entry.room)}`, unit)
  }

  applyCampus(body: Record<string, unknown>): void {
    const entry = body as unknown as { campus: string; name: string; lngLat: [number, number] | null; listed: boolean }
    const index = numberOfId('c', entry.campus)
    const known = this.campuses[index]
    this.campuses[index] = {
      name: known?.name ?? entry.name, lng: entry.lngLat?.[0] ?? known?.lng ?? NaN, lat: entry.lngLat?.[1] ?? known?.lat ?? NaN,
      listed: entry.listed || known?.listed || false,
    }
    this.campusByName.set(normalizeSchool(entry.name), index)
  }

  /**
   * A student named by a roster, or by a report before any roster did. `from`, the day from which a roster's word holds, is
   * absent on the first one.
   */
  applyStudent(seq: number, body: Record<string, unknown>): void {
    if (body.newCampus) this.applyCampus(body.newCampus as Record<string, unknown>)
    const entry = body as unknown as { student: string; campus: string; grade?: string; class: string; unit?: string | null; person?: string | null; onRoster?: boolean; staff?: boolean; half?: number; from?: number }
    const student = numberOfId('s', entry.student)
    if (typeof body.home === 'string') {
      this.studentUnit.values[student] = numberOfId('u', body.home)
      this.indexStudent(student)
      return
    }
    for (const column of [this.studentCampus, this.studentClass, this.studentGrade, this.studentUnit, this.studentOnRoster, this.studentPerson, this.studentRosterSeq, this.studentHalf]) column.extendTo(student + 1)
    // Whatever a roster calls those who work there, they are one group, and so is whoever only reports as one of them.
    const isStaff = entry.staff === true || entry.class === STAFF_CLASS
    this.roster.put(student, seq, entry.from ?? ALWAYS, {
      campus: numberOfId('c', entry.campus), grade: this.texts.numberOf(isStaff ? '' : entry.grade ?? ''), class: this.texts.numberOf(isStaff ? STAFF_CLASS : entry.class), staff: isStaff,
      on: !entry.onRoster ? ROSTER.off : isStaff ? ROSTER.staff : ROSTER.pupil,
    })
    this.settleStudent(student)
    // A row that only moves somebody says nothing of home and person.
    if (entry.unit !== undefined) this.studentUnit.values[student] = entry.unit ? numberOfId('u', entry.unit) : NO_UNIT
    if (entry.person !== undefined) this.studentPerson.values[student] = entry.person ? numberOfId('p', entry.person) : -1
    if (entry.half !== undefined) this.studentHalf.values[student] = entry.half
    if (entry.person && entry.onRoster) this.studentRosterSeq.values[student] = seq
    this.indexStudent(student)
  }

  /** A person was placed: pupils who are that person and whose home nobody knew live there. Whether there are any. */
  joinHomes(person: number, unit: number): boolean {
    let hasJoined = false
    for (const student of this.studentsByPerson.membersOf(person)) {
      if (this.studentUnit.values[student] !== NO_UNIT) continue
      this.studentUnit.values[student] = unit
      this.indexStudent(student)
      hasJoined = true
    }
    return hasJoined
  }

  /** Where students belong changes with the day without a log entry: the columns say it of this day from now on. */
  settleRoster(day: number): void {
    if (day === this.rosterDay) return
    this.rosterDay = day
    for (let student = 0; student < this.studentCount; student++) if (this.roster.hasMoved(student)) this.settleStudent(student)
  }

  private settleStudent(student: number): void {
    const { roster } = this
    const row = roster.rowAt(student, this.rosterDay)
    // Somebody who comes later is on no roster yet; campus and class are those to come.
    const place = row < 0 ? roster.rowAt(student, LAST_DAY) : row
    const group = roster.groupOf(place)
    this.studentCampus.values[student] = group.campus
    this.studentClass.values[student] = group.class
    this.studentGrade.values[student] = group.grade
    this.studentOnRoster.values[student] = row >= 0 ? roster.on.values[row] : ROSTER.off
  }

  // ---- checkpoint

  save(arrays: Record<string, BundleArray>): Record<string, unknown> {
    this.geometry.save(arrays)
    for (const name of COLUMNS) arrays[`registers.${name}`] = this[name].used()
    return {
      rosterDay: this.rosterDay, groups: this.roster.save(arrays),
      texts: this.texts.toJSON(), places: this.places, buildings: this.buildings, campuses: this.campuses, ground: this.ground,
      bureauName: this.bureauName, hasOpenStreetMap: this.hasOpenStreetMap, aliases: this.aliases, tenureHistory: [...this.tenureHistory], formerly: [...this.formerly], demolitions: [...this.demolitions], bySource: [...this.bySource],
    }
  }

  restore(head: Record<string, unknown>, arrays: Record<string, BundleArray>): void {
    this.geometry.restore(arrays)
    for (const name of COLUMNS) this[name].restore(arrays[`registers.${name}`] as never)
    this.roster.restore(head.groups as Group[], arrays)
    this.rosterDay = head.rosterDay as number
    const saved = head as { texts: string[]; bureauName?: string; hasOpenStreetMap: boolean; places: PlaceRecord[]; buildings: BuildingRecord[]; campuses: CampusRecord[]; ground: GroundRecord[]; aliases: [string, string, number][]; tenureHistory: [number, [number, number][]][]; formerly: string[]; demolitions: [number, [number, number | null][]][]; bySource: [string, number][] }
    this.texts.restore(saved.texts)
    this.hasOpenStreetMap = saved.hasOpenStreetMap
    this.bureauName = saved.bureauName ?? ''
    this.ground.push(...saved.ground)
    saved.places.forEach((place, index) => {
      this.places[index] = place
      this.indexPlace(index)
    })
    for (const building of saved.buildings) this.buildings.push(building)
    for (const campus of saved.campuses) {
      // JSON has no NaN: an unknown position comes back as null.
      this.campusByName.set(normalizeSchool(campus.name), this.campuses.push({ ...campus, lng: campus.lng ?? NaN, lat: campus.lat ?? NaN }) - 1)
    }
    for (const [compound, building, index] of saved.aliases) this.addAlias(compound, building, index)
    for (const [unit, history] of saved.tenureHistory) this.tenureHistory.set(unit, history)
    for (const key of saved.formerly) this.formerly.add(key)
    for (const [building, words] of saved.demolitions) this.demolitions.set(building, words)
    for (const [source, index] of saved.bySource) this.setSource(source.slice(0, source.indexOf(' ')), source.slice(source.indexOf(' ') + 1), index)
    for (let student = 0; student < this.studentCount; student++) this.indexStudent(student)
    for (let unit = 0; unit < this.unitCount; unit++) this.unitByRoom.set(`${this.unitBuilding.values[unit]} ${normalizeRoom(this.roomOf(unit))}`, unit)
  }

  private noteBuilding(seq: number, index: number): void {
    if (index < this.buildingSeq.length) return
    this.buildingSeq.extendTo(index + 1)
    this.buildingSeq.values[index] = seq
  }

  /** Extracts of OpenStreetMap say so, or name their shapes its way. */
  private noteSource(register: string, entry: { source: string | null; openStreetMap?: boolean }, index: number): void {
    if (entry.source) this.setSource(register, entry.source, index)
    if (entry.openStreetMap || (entry.source && /^(way|relation|node)\//.test(entry.source))) this.hasOpenStreetMap = true
  }

  private setSource(register: string, source: string, index: number): void {
    this.bySource.set(`${register} ${source}`, index)
    if (register === 'buildings') this.sourceOfBuilding.set(index, source)
  }

  private putPlace(index: number, kind: NodeKind, name: string, parent: number, polygons: Rings[] | null): void {
    const known = this.places[index]
    if (known && kind === 'compound' && parent >= 0 && parent !== known.parent) this.noteMove(index)
    const shape = polygons ? this.geometry.add(polygons, true) : known?.shape ?? -1
    this.places[index] = { kind, name: known?.name ?? name, parent: parent >= 0 ? parent : known?.parent ?? -1, shape }
    if (!known) this.indexPlace(index)
  }

  private indexStudent(student: number): void {
    const unit = this.studentUnit.values[student]
    this.studentsByPerson.put(student, this.studentPerson.values[student])
    this.studentsByUnit.put(student, unit === NO_UNIT ? -1 : unit)
  }

  private indexPlace(index: number): void {
    const key = placeKey(this.places[index].kind, this.places[index].name)
    const list = this.placesByName.get(key)
    if (list) list.push(index)
    else this.placesByName.set(key, [index])
  }

  private addAlias(compound: string, building: string, index: number): void {
    const key = aliasKey(compound, building)
    const list = this.buildingsByAlias.get(key)
    if (list?.includes(index)) return
    if (list) list.push(index)
    else this.buildingsByAlias.set(key, [index])
    this.aliases.push([compound, building, index])
  }
}

const COLUMNS = [
  'buildingSeq', 'unitBuilding', 'unitRoom', 'unitStorey', 'unitTenure', 'unitSeq',
  'studentCampus', 'studentClass', 'studentGrade', 'studentUnit', 'studentOnRoster', 'studentPerson', 'studentRosterSeq', 'studentHalf',
] as const

const formerKey = (committee: string, compound: string): string => `${normalizeCommittee(committee)} ${normalizeCompound(compound)}`
const placeKey = (kind: NodeKind, name: string): string => `${kind} ${kind === 'committee' ? normalizeCommittee(name) : normalizeCompound(name)}`
const aliasKey = (compound: string, building: string): string => `${normalizeCompound(compound)} ${normalizeBuilding(withoutCompound(building, compound))}`
