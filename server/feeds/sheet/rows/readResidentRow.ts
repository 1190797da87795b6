import type { ResidentRow } from '../../rows.ts'
import { parseDate } from '../cells/parseDate.ts'
import { parsePlates } from '../cells/parsePlates.ts'
import { readIdentity } from './readIdentity.ts'
import { readPlace } from './readPlace.ts'
import type { SheetCells } from './SheetCells.ts'

/** One person registered in a home; needs an address and a name. */
export function readResidentRow(cells: SheetCells): ResidentRow {
  const place = readPlace(cells)
  const { name, idNumber, phone } = readIdentity(cells)
  if (name === undefined) cells.addProblem('name', 'name', 'missing')
  const relation = cells.optionalText('relation')
  const plates = cells.optional('plates', (text) => {
    const found = parsePlates(text)
    return found.length === 0 ? null : found
  })
  const from = cells.optional('from', (_, cell) => parseDate(cell, cells.dates))
  const to = cells.optional('to', (_, cell) => parseDate(cell, cells.dates))
  const note = cells.note()
  return {
    ...place,
    name: name ?? '',
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(phone === undefined ? {} : { phone }),
    ...(relation === undefined ? {} : { relation }),
    ...(plates === undefined ? {} : { plates }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(note === undefined ? {} : { note }),
  }
}
