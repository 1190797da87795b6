import type { LedgerRow } from '../../rows.ts'
import { parseCount } from '../cells/parseCount.ts'
import { parseDate } from '../cells/parseDate.ts'
import { parseTenure } from '../cells/parseTenure.ts'
import { readPhone } from './readIdentity.ts'
import { readPlace } from './readPlace.ts'
import type { SheetCells } from './SheetCells.ts'

/** One unit of a ledger. Only its address can keep it out. */
export function readLedgerRow(cells: SheetCells): LedgerRow {
  const place = readPlace(cells)
  const storey = cells.optionalText('storey')
  const tenure = cells.optional('tenure', parseTenure)
  const landlordName = cells.optionalText('landlordName')
  const landlordPhone = readPhone(cells, 'landlordPhone')
  // A day that cannot be read is left out: it changes nothing but what the card says.
  const landlordFrom = parseDate(cells.cell('landlordFrom'), cells.dates)
  const landlordTo = parseDate(cells.cell('landlordTo'), cells.dates)
  const residents = cells.optional('residents', parseCount)
  const headName = cells.optionalText('headName')
  const headPhone = readPhone(cells, 'headPhone')
  const note = cells.note()
  return {
    ...place,
    ...(storey === undefined ? {} : { storey }),
    ...(tenure === undefined ? {} : { tenure }),
    ...(landlordName === undefined ? {} : { landlordName }),
    ...(landlordPhone === undefined ? {} : { landlordPhone }),
    ...(landlordFrom === null ? {} : { landlordFrom }),
    ...(landlordTo === null || (landlordFrom !== null && landlordTo < landlordFrom) ? {} : { landlordTo }),
    ...(residents === undefined ? {} : { residents }),
    ...(headName === undefined ? {} : { headName }),
    ...(headPhone === undefined ? {} : { headPhone }),
    ...(note === undefined ? {} : { note }),
  }
}
