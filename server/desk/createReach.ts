import type { Scope } from '../auth/user.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import { NO_UNIT, type Registers } from '../world/registers.ts'

/** What a scope covers, asked by number. Whatever is outside does not exist for its holder. */
export interface Reach {
  hasEverything: boolean
  hasPlace(place: number): boolean
  hasBuilding(building: number): boolean
  hasUnit(unit: number): boolean
  hasCampus(campus: number): boolean
  hasStudent(student: number): boolean
}

/** Pure; cheap to make, and right for the registers as they are now. An unknown node of a scope covers nothing. */
export function createReach(registers: Registers, scope: Scope): Reach {
  const hasEverything = scope.places.includes('all')
  const places = new Set(scope.places.map((id) => numberOfId('n', id)).filter((place) => place >= 0))
  const buildings = new Set(scope.places.map((id) => numberOfId('b', id)).filter((building) => building >= 0))
  const allSchools = scope.schools.includes('all')
  const schools = scope.schools.map((id) => {
    const slash = id.indexOf('/')
    return { campus: numberOfId('c', slash < 0 ? id : id.slice(0, slash)), below: slash < 0 ? null : id.slice(slash + 1) }
  })
  const known = new Map<number, boolean>()

  function hasPlace(place: number): boolean {
    if (place < 0 || place >= registers.places.length) return false
    if (hasEverything) return true
    const found = known.get(place)
    if (found !== undefined) return found
    known.set(place, false)
    const answer = places.has(place) || hasPlace(registers.places[place].parent)
    known.set(place, answer)
    return answer
  }
  const hasBuilding = (building: number): boolean => {
    if (building < 0 || building >= registers.buildings.length) return false
    return hasEverything || buildings.has(building) || hasPlace(registers.buildings[building].place)
  }
  return {
    hasEverything, hasPlace, hasBuilding,
    hasUnit: (unit) => unit >= 0 && unit !== NO_UNIT && unit < registers.unitCount && hasBuilding(registers.unitBuilding.values[unit]),
    hasCampus: (campus) => campus >= 0 && campus < registers.campuses.length && (allSchools || schools.some((node) => node.campus === campus)),
    hasStudent(student) {
      if (student < 0 || student >= registers.studentCount) return false
      if (allSchools) return true
      const campus = registers.studentCampus.values[student]
      const grade = registers.texts.textOf(registers.studentGrade.values[student])
      const className = registers.texts.textOf(registers.studentClass.values[student])
      return schools.some((node) => node.campus === campus && (node.below === null || node.below === grade || node.below === className))
    },
  }
}
