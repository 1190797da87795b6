import { foldText } from './foldText.ts'
import { normalizeBuilding } from './normalizeBuilding.ts'
import { CHINESE_FIGURES } from './readChineseNumber.ts'
import { withoutCompound } from './withoutCompound.ts'

/** A building with its word, and a room behind it: `3号502室`, `叁号楼五〇二`, `3#502`. */
const WITH_BUILDING = new RegExp(`^(.{1,12}?(?:号楼|号院|号|幢|栋|座|楼|#))-?(?=[\\dA-Z${CHINESE_FIGURES}])(.+)$`, 'u')

/**
 * A room as it is written, without the building (and compound) said a second time: `3号502室` of building 3 is `502室`. A
 * dash does not tell a building from a stair (`3-502`), so such a room stays, as does one that names another building.
 */
export function withoutBuilding(room: string, building: string, compound: string): string {
  const own = withoutCompound(room, compound)
  const match = WITH_BUILDING.exec(foldText(own).toUpperCase().replace(/\s/g, ''))
  return match !== null && normalizeBuilding(match[1]!) === normalizeBuilding(withoutCompound(building, compound)) ? match[2]! : own
}
