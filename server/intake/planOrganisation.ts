import { rowProblem } from '../feeds/reasons.ts'
import { idOf } from '../merge/opaqueId.ts'
import type { RowProblem } from '../packs/pack.ts'
import type { NodeKind } from '../protocol/entities.ts'
import type { NewPlace, Registers } from '../world/registers.ts'

/** One thing that a line of the organisation changes: made, or put under another. */
export interface OrganisationStep { what: 'new' | 'moved'; kind: NodeKind; name: string; under: string }

export interface OrganisationPlan {
  newPlaces: NewPlace[]
  /** A building that belongs elsewhere from now on. */
  assigned: { building: string; place: string } | null
  newCampus: { campus: string; name: string; lngLat: null; listed: true } | null
  /** The bureau's name, when it was not known. */
  bureau: string | null
  /** Empty: everything is so already. */
  steps: OrganisationStep[]
}

/**
 * What a line of the organisation comes to: sub-district ► committee ► compound ► building, bureau ► campus. Places that
 * nobody knows are made; those that stand elsewhere are moved; a building must be known. Where a compound is divided
 * between committees its buildings are named one by one, and each committee gets a compound of that name. Pure.
 */
export function planOrganisation(registers: Registers, body: Record<string, unknown>): OrganisationPlan | RowProblem {
  const text = (field: string): string => (typeof body[field] === 'string' ? body[field] as string : '')
  const [subdistrict, committee, compound, building, bureau, school] = ['subdistrict', 'committee', 'compound', 'building', 'bureau', 'school'].map(text)
  const plan: OrganisationPlan = { newPlaces: [], assigned: null, newCampus: null, bureau: null, steps: [] }
  let made = 0

  const put = (kind: NodeKind, name: string, found: number, parent: number, parentName: string): number => {
    const { places } = registers
    if (found >= 0 && (parent < 0 || places[found].parent === parent)) return found
    const place = found >= 0 ? found : places.length + made++
    plan.newPlaces.push({ place: idOf('n', place), kind, name: found >= 0 ? places[found].name : name, parent: parent < 0 ? null : idOf('n', parent) })
    plan.steps.push({ what: found >= 0 ? 'moved' : 'new', kind, name, under: parentName })
    return place
  }

  let parent = subdistrict === '' ? -1 : put('subdistrict', subdistrict, registers.placesNamed('subdistrict', subdistrict)[0] ?? -1, -1, '')
  if (committee !== '') {
    const found = registers.placesNamed('committee', committee)
    // Two sub-districts may each have a committee of that name.
    parent = put('committee', committee, found.find((place) => parent >= 0 && registers.places[place].parent === parent) ?? (parent < 0 || found.length === 1 ? found[0] : undefined) ?? -1, parent, subdistrict)
  }
  if (compound !== '') {
    const all = registers.placesNamed('compound', compound)
    const own = all.find((place) => registers.places[place].parent === parent) ?? all.find((place) => !registers.isBelowCommittee(place))
    // A whole compound goes to the committee; of several that bear its name nobody can tell which.
    const whole = building === '' && all.length === 1 ? all[0] : -1
    const place = put('compound', compound, own ?? whole, parent, committee)
    if (building !== '') {
      const candidates = registers.findBuildings('', compound, building)
      const here = candidates.find((index) => registers.buildings[index].place === place)
      if (here === undefined) {
        if (candidates.length === 0) return rowProblem('building', 'unknown-building')
        if (candidates.length > 1) return rowProblem('building', 'ambiguous-building')
        plan.assigned = { building: idOf('b', candidates[0]), place: idOf('n', place) }
        plan.steps.push({ what: 'moved', kind: 'building', name: `${compound} ${registers.buildings[candidates[0]].label}`, under: committee })
      }
    }
  }
  if (bureau !== '' && bureau !== registers.bureauName) {
    // One server looks after the schools of one bureau: another name is another's file, or a slip.
    if (registers.bureauName !== '') return rowProblem('bureau', 'another-bureau')
    plan.bureau = bureau
    plan.steps.push({ what: 'new', kind: 'bureau', name: bureau, under: '' })
  }
  if (school !== '') {
    const campus = registers.findCampus(school)
    if (campus < 0 || !registers.campuses[campus].listed) {
      plan.newCampus = { campus: idOf('c', campus < 0 ? registers.campuses.length : campus), name: school, lngLat: null, listed: true }
      plan.steps.push({ what: 'new', kind: 'campus', name: school, under: bureau })
    }
  }
  return plan
}
