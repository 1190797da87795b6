import type { ParsedReport, RowProblem } from '../../packs/pack.ts'
import { PLACE_LENGTH, readText } from './readText.ts'

/** The address fields as they were written; the register knows the spellings. */
export function readAddress(row: Record<string, unknown>, problems: RowProblem[]): NonNullable<ParsedReport['address']> {
  return {
    committee: readText(row, 'committee', PLACE_LENGTH, false, problems),
    compound: readText(row, 'compound', PLACE_LENGTH, true, problems),
    building: readText(row, 'building', PLACE_LENGTH, true, problems),
    room: readText(row, 'room', PLACE_LENGTH, true, problems),
  }
}
