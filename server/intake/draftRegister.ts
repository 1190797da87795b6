import type { BasemapRow, BoundaryRow, BuildingRow, CampusRow } from '../feeds/rows.ts'
import { normalizeCommittee } from '../merge/normalizeCommittee.ts'
import { idOf } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import { hash53 } from '../protocol/hash53.ts'
import type { NewBuilding, NewPlace, Registers } from '../world/registers.ts'
import { findUnitOf } from './addressProblem.ts'
import { contentOf } from './draftReport.ts'
import { draftPerson } from './draftPerson.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'
import { planOrganisation } from './planOrganisation.ts'

/** A line of a ledger. Names the unit; committee, compound and building are made when nobody had named them yet. */
export function draftUnit(report: ParsedReport, context: IntakeContext): Drafted {
  const { registers } = context.known
  const address = report.address!
  const body: Record<string, unknown> = { unit: '', building: '', room: address.room, ...report.body }
  // Another committee's compound may bear the same name: a ledger makes its own.
  let building = registers.findBuildings(address.committee, address.compound, address.building).find((known) => registers.mayLieIn(known, address.committee)) ?? -1
  if (building < 0) {
    const places: NewPlace[] = []
    const compound = placeForCompound(registers, address.committee, address.compound, places)
    building = registers.buildings.length
    if (places.length > 0) body.newPlaces = places
    body.newBuilding = { building: idOf('b', building), place: idOf('n', compound), label: address.building, aliases: [[address.compound, address.building]] } satisfies NewBuilding
  } else {
    // A footprint may have named the compound before any committee was known.
    const places: NewPlace[] = []
    const compound = registers.buildings[building].place
    if (compound >= 0 && address.committee && !registers.isBelowCommittee(compound)) {
      const committee = placeForCommittee(registers, address.committee, places)
      const { kind, name } = registers.places[compound]
      places.push({ place: idOf('n', compound), kind, name, parent: idOf('n', committee) })
      body.newPlaces = places
    }
  }
  body.building = idOf('b', building)
  const known = registers.findUnit(building, address.room)
  const unit = known < 0 ? registers.unitCount : known
  body.unit = idOf('u', unit)
  // What was made on the way is not what the row says: the same row again must read the same.
  const content = registerContent(report, JSON.stringify({ unit: body.unit, ...report.body }))
  return { is: 'draft', body, feed: 'units', validOn: dayToText(report.validOn), observedAt: null, table: 'units:unit', index: unit, bodyText: null, content, cells: report.privateCells, person: null, unit }
}

/** A line of the organisation. What is so already is known. */
export function draftOrganisation(report: ParsedReport, { known: { registers } }: IntakeContext): Drafted | 'duplicate' {
  const plan = planOrganisation(registers, report.body)
  if ('code' in plan) return { is: 'problem', problem: plan }
  if (plan.steps.length === 0) return 'duplicate'
  const { newPlaces, assigned, newCampus, bureau } = plan
  const body: Record<string, unknown> = { newPlaces, ...(assigned && { assigned }), ...(newCampus && { newCampus }), ...(bureau !== null && { bureau }) }
  const bodyText = JSON.stringify(body)
  return { is: 'draft', body, feed: 'organisation', validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText, cells: null, person: null, unit: null }
}

/** Who is registered in a home. Registers only: no fact, no colour. */
export function draftResident(report: ParsedReport, context: IntakeContext): Drafted {
  const unit = findUnitOf(context.known.registers, report.address!)
  if (typeof unit !== 'number') return { is: 'problem', problem: unit }
  const person = draftPerson(context, report.person!, unit)
  const body = { person: idOf('p', person), unit: idOf('u', unit), ...report.body }
  return { is: 'draft', body, feed: 'residents', validOn: dayToText(report.validOn), observedAt: null, table: 'residents:person', index: person, bodyText: null, content: registerContent(report, JSON.stringify(body)), cells: report.privateCells, person, unit }
}

/**
 * A line of reference data (a region list). A file's line is a duplicate wherever it stands, so that an old list sent
 * again takes back nothing; the desk (which gives its lines an id) may restore what a line said before.
 */
export function draftReference(feed: string, report: ParsedReport, context: IntakeContext): Drafted | 'duplicate' {
  const { text, line } = wordsOfLine(report.body)
  const known = context.known.referenceEntries.filter((entry) => entry.kind === feed).map(({ body }) => wordsOfLine(body))
  const isKnown = report.reportId === null ? known.some((other) => other.text === text) : known.findLast((other) => other.line === line)?.text === text
  if (isKnown) return 'duplicate'
  return { is: 'draft', body: report.body, feed, validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText: null, content: text, cells: report.privateCells, person: null, unit: null }
}

/** Versions of one line differ in when it ends. Kept, since a long list is compared line by line with a long list. */
const lineWords = new WeakMap<Record<string, unknown>, { text: string; line: string }>()
function wordsOfLine(body: Record<string, unknown>): { text: string; line: string } {
  let words = lineWords.get(body)
  if (!words) lineWords.set(body, (words = { text: JSON.stringify(body), line: JSON.stringify({ ...body, to: null }) }))
  return words
}

/**
 * A footprint. Known by its source id, else by its address; a second import of the same shape is a duplicate. Two shapes
 * of one source that bear the same address (two ways of OpenStreetMap at 8, Century Avenue) are two buildings.
 */
export function draftBuilding(row: BuildingRow, today: string, context: IntakeContext): Drafted {
  const { registers } = context.known
  // Without an id and without an address only the shape itself can tell a second import of the same file.
  const source = row.sourceId ?? (row.compound && row.building ? '' : `shape:${hash53(JSON.stringify(row.polygons))}`)
  let building = source ? registers.bySource.get(`buildings ${source}`) ?? -1 : -1
  const places: NewPlace[] = []
  let place: number | null = null
  const aliases: [string, string][] = []
  if (row.compound && row.building) {
    if (building < 0) building = registers.findBuildings('', row.compound, row.building).find((candidate) => !isAnotherShape(registers.sourceOfBuilding.get(candidate), source)) ?? -1
    aliases.push([row.compound, row.building])
    place = building >= 0 && registers.buildings[building].place >= 0 ? registers.buildings[building].place : placeForCompound(registers, '', row.compound, places)
  }
  const isNew = building < 0
  if (isNew) building = registers.buildings.length
  const label = row.building || row.name || (isNew ? '' : registers.buildings[building].label)
  const body: Record<string, unknown> = {
    building: idOf('b', building), place: place === null ? null : idOf('n', place), label, levels: row.levels ?? 0, heightMetres: row.heightMetres ?? 0,
    source: source || null, openStreetMap: row.fromOpenStreetMap, aliases, polygons: row.polygons,
  }
  const content = JSON.stringify(body)
  if (places.length > 0) body.newPlaces = places
  return shapeDraft('buildings', body, content, building, today)
}

/** Ids of one kind (`way/1`, `relation/2`; `17`, `18`) that differ name different shapes; ids of different kinds may name the same one. */
const isAnotherShape = (known: string | undefined, given: string): boolean => known !== undefined && given !== '' && known !== given && kindOfId(known) === kindOfId(given)
const kindOfId = (id: string): string => (/^(?:way|relation|node)\//.test(id) ? 'osm' : id.replace(/[\d.-]+$/, ''))

export function draftBoundary(row: BoundaryRow, today: string, context: IntakeContext): Drafted {
  const { registers } = context.known
  let place = row.sourceId ? registers.bySource.get(`boundaries ${row.sourceId}`) ?? -1 : -1
  if (place < 0) place = registers.placesNamed(row.kind, row.name)[0] ?? -1
  if (place < 0) place = registers.places.length
  const above: BoundaryRow['kind'][] = ['committee', 'subdistrict', 'district']
  const parent = row.parent ? above.flatMap((kind) => registers.placesNamed(kind, row.parent!)).find((candidate) => candidate !== place) : undefined
  const body = { place: idOf('n', place), kind: row.kind, name: row.name, parent: parent === undefined ? null : idOf('n', parent), source: row.sourceId ?? null, polygons: row.polygons }
  return shapeDraft('boundaries', body, JSON.stringify(body), place, today)
}

export function draftGround(row: BasemapRow, today: string, context: IntakeContext): Drafted {
  const { registers } = context.known
  const known = row.sourceId ? registers.bySource.get(`basemap ${row.sourceId}`) ?? -1 : -1
  const ground = known < 0 ? registers.ground.length : known
  const body = { ground, kind: row.kind, name: row.name ?? '', source: row.sourceId ?? null, openStreetMap: row.fromOpenStreetMap, polygons: row.polygons, lines: row.lines }
  return shapeDraft('basemap', body, JSON.stringify(body), ground, today)
}

export function draftCampus(row: CampusRow, today: string, context: IntakeContext): Drafted {
  const { registers } = context.known
  const known = registers.findCampus(row.name)
  const campus = known < 0 ? registers.campuses.length : known
  const body = { campus: idOf('c', campus), name: row.name, lngLat: row.lngLat, listed: true }
  return shapeDraft('campuses', body, JSON.stringify(body), campus, today)
}

/** A register has no date of its own: the same line sent on another day is the same line. */
const registerContent = (report: ParsedReport, body: string): string => contentOf({ ...report, validOn: 0 }, body)

const shapeDraft = (feed: string, body: Record<string, unknown>, content: string, index: number, validOn: string): Drafted =>
  ({ is: 'draft', body, feed, validOn, observedAt: null, table: `${feed}:shape`, index, bodyText: null, content, cells: null, person: null, unit: null })

function placeForCommittee(registers: Registers, committee: string, places: NewPlace[]): number {
  const found = registers.placesNamed('committee', committee)[0]
  if (found !== undefined) return found
  const index = registers.places.length + places.length
  places.push({ place: idOf('n', index), kind: 'committee', name: committee, parent: null })
  return index
}

function placeForCompound(registers: Registers, committee: string, compound: string, places: NewPlace[]): number {
  const found = registers.findCompound(committee, compound)[0]
  const isRight = found !== undefined && (committee === '' || !registers.isBelowCommittee(found) || normalizeCommittee(registers.committeeAbove(found)!) === normalizeCommittee(committee))
  if (isRight) {
    if (committee !== '' && !registers.isBelowCommittee(found)) {
      const parent = placeForCommittee(registers, committee, places)
      places.push({ place: idOf('n', found), kind: 'compound', name: registers.places[found].name, parent: idOf('n', parent) })
    }
    return found
  }
  const parent = committee === '' ? null : placeForCommittee(registers, committee, places)
  const index = registers.places.length + places.length
  places.push({ place: idOf('n', index), kind: 'compound', name: compound, parent: parent === null ? null : idOf('n', parent) })
  return index
}
