import { parseAddress } from '../../../merge/address/parseAddress.ts'
import type { VerificationRow } from '../../rows.ts'
import { parseDate } from '../cells/parseDate.ts'
import { readIdentity } from './readIdentity.ts'
import { withStair } from './readPlace.ts'
import type { SheetCells } from './SheetCells.ts'

/**
 * One row of a verification list; what it belongs to (list, day) is the file's to say. An address may be missing or not
 * be understood: then its person or somebody by hand finds the unit. Only a row that says nothing of either is kept out.
 */
export function readVerificationRow(cells: SheetCells): VerificationRow {
  const identity = readIdentity(cells)
  const committee = cells.optionalText('committee')
  const written = cells.optionalText('address')
  let compound = cells.optionalText('compound') ?? ''
  let building = cells.optionalText('building') ?? ''
  let room = withStair(cells.optionalText('room') ?? '', cells.text('stair'))
  if ((building === '' || room === '') && written !== undefined) {
    const address = parseAddress(written)
    if (address) {
      compound ||= address.compound
      building ||= address.building
      room ||= address.room
    }
  }
  if (identity.name === undefined && identity.idNumber === undefined && identity.phone === undefined && written === undefined && building === '') cells.addProblem(cells.has('name') ? 'name' : 'address', 'name', 'missing')
  const dueOn = cells.optional('dueOn', (_, cell) => parseDate(cell, cells.dates))
  return {
    issuedOn: '', list: '', compound, building, room, ...identity,
    ...(committee === undefined ? {} : { committee }),
    ...(written === undefined ? {} : { address: written }),
    ...(dueOn === undefined ? {} : { dueOn }),
  }
}
