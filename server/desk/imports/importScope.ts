import { rowProblem } from '../../feeds/reasons.ts'
import type { DeskImportKind } from '../../protocol/imports.ts'
import type { SheetKind } from '../../feeds/importKinds.ts'
import { findUnitOf } from '../../intake/addressProblem.ts'
import type { RowProblem } from '../../packs/pack.ts'
import type { Registers } from '../../world/registers.ts'
import type { Reach } from '../createReach.ts'

/** Kinds that say how everything hangs together or where it stands: for a scope over all places. */
const OF_EVERYTHING: ReadonlySet<DeskImportKind> = new Set(['organisation', 'buildings', 'boundaries', 'basemap'])

/** Whether a user may import a kind at all: the whole has no owner among those of its parts. */
export function mayImport(kind: DeskImportKind, reach: Reach): boolean {
  return reach.hasEverything || !OF_EVERYTHING.has(kind)
}

/**
 * What keeps a row of a file out of somebody's reach. What lies outside and what is nowhere get the same answer, so that a
 * file of guesses learns nothing. A new home belongs to whoever has the building, else the compound, else the committee
 * that the row names; a new school to whoever has all schools.
 */
export function rowOutside(registers: Registers, reach: Reach, kind: SheetKind, row: unknown): RowProblem | null {
  const text = (field: string): string => {
    const value = (row as Record<string, unknown>)[field]
    return typeof value === 'string' ? value : ''
  }
  if (kind === 'roster' || kind === 'school') {
    const campus = registers.findCampus(text('school'))
    return reach.hasCampus(campus) || (campus < 0 && reach.hasAllSchools) ? null : rowProblem('school', 'outside-scope')
  }
  if (reach.hasEverything) return null
  const address = { committee: text('committee'), compound: text('compound'), building: text('building'), room: text('room') }
  if (kind !== 'units') {
    const unit = findUnitOf(registers, address)
    return typeof unit === 'number' && reach.hasUnit(unit) ? null : rowProblem('compound', 'outside-scope')
  }
  const buildings = registers.findBuildings(address.committee, address.compound, address.building)
  const compounds = registers.findCompound(address.committee, address.compound)
  const isOwn = buildings.length > 0 ? buildings.every(reach.hasBuilding)
    : compounds.length > 0 ? compounds.every(reach.hasPlace)
      : address.committee !== '' && registers.placesNamed('committee', address.committee).some(reach.hasPlace)
  return isOwn ? null : rowProblem('compound', 'outside-scope')
}
