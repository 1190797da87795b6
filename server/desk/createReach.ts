import type { Scope } from '../auth/user.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import type { WorldLayout } from '../world/buildLayout.ts'
import { NO_UNIT, type Registers } from '../world/registers.ts'

/** What a scope covers, asked by number. Whatever is outside does not exist for its holder. */
export interface Reach {
  hasEverything: boolean
  hasAllSchools: boolean
  hasPlace(place: number): boolean
  hasBuilding(building: number): boolean
  hasUnit(unit: number): boolean
  hasCampus(campus: number): boolean
  /** Whether all of a campus is covered, or only some of its classes. */
  hasWholeCampus(campus: number): boolean
  hasClass(campus: number, grade: string, className: string): boolean
  hasStudent(student: number): boolean
}

/** Pure; right for the world as it is now: an import makes it anew. An unknown node of a scope covers nothing. */
export function createReach(registers: Registers, world: WorldLayout, scope: Scope): Reach {
  const hasEverything = scope.places.includes('all')
  const { nodes } = world.layout.head
  const { parent } = world.layout
  const chosen = new Set(scope.places)
  /** Per node: whether it or a node above it was chosen. Parents may stand behind their children. */
  const covered = new Int8Array(nodes.length).fill(-1)
  const covers = (node: number): boolean => {
    if (node < 0) return false
    if (covered[node] < 0) {
      covered[node] = 0
      covered[node] = chosen.has(nodes[node].id) || covers(parent[node]) ? 1 : 0
    }
    return covered[node] === 1
  }
  const allSchools = scope.schools.includes('all')
  const schools = scope.schools.map((id) => {
    const slash = id.indexOf('/')
    return { campus: numberOfId('c', slash < 0 ? id : id.slice(0, slash)), below: slash < 0 ? null : id.slice(slash + 1) }
  })
  const hasClass = (campus: number, grade: string, className: string): boolean =>
    allSchools || schools.some((node) => node.campus === campus && (node.below === null || node.below === grade || node.below === className))
  const hasPlace = (place: number): boolean => place >= 0 && place < registers.places.length && (hasEverything || covers(world.firstPlace + place))
  const hasBuilding = (building: number): boolean => building >= 0 && building < registers.buildings.length && (hasEverything || covers(world.firstBuilding + building))
  return {
    hasEverything, hasAllSchools: allSchools, hasPlace, hasBuilding,
    hasUnit: (unit) => unit >= 0 && unit !== NO_UNIT && unit < registers.unitCount && hasBuilding(registers.unitBuilding.values[unit]),
    hasCampus: (campus) => campus >= 0 && campus < registers.campuses.length && (allSchools || schools.some((node) => node.campus === campus)),
    hasWholeCampus: (campus) => campus >= 0 && campus < registers.campuses.length && (allSchools || schools.some((node) => node.campus === campus && node.below === null)),
    hasClass,
    hasStudent(student) {
      if (student < 0 || student >= registers.studentCount) return false
      if (allSchools) return true
      return hasClass(registers.studentCampus.values[student], registers.texts.textOf(registers.studentGrade.values[student]), registers.texts.textOf(registers.studentClass.values[student]))
    },
  }
}
