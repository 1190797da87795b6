import type { OrganisationRow } from '../../rows.ts'
import type { SheetCells } from './SheetCells.ts'

/** One line of the organisation, as it stands there: what belongs where is judged when it is written. */
export function readOrganisationRow(cells: SheetCells): OrganisationRow {
  const row: OrganisationRow = {}
  for (const field of ['subdistrict', 'committee', 'compound', 'building', 'bureau', 'school'] as const) {
    const text = cells.optionalText(field)
    if (text !== undefined) row[field] = text
  }
  return row
}
