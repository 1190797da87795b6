import { withoutBuilding } from '../../merge/address/withoutBuilding.ts'
import type { ParsedReport, RowProblem } from '../../packs/pack.ts'
import { PLACE_LENGTH, readText } from './readText.ts'

/** The address fields as they were written, the building not said twice; the register knows the spellings. */
export function readAddress(row: Record<string, unknown>, problems: RowProblem[]): NonNullable<ParsedReport['address']> {
  const committee = readText(row, 'committee', PLACE_LENGTH, false, problems)
  const compound = readText(row, 'compound', PLACE_LENGTH, true, problems)
  const building = readText(row, 'building', PLACE_LENGTH, true, problems)
  return { committee, compound, building, room: withoutBuilding(readText(row, 'room', PLACE_LENGTH, true, problems), building, compound) }
}
