import type { HouseholdRow } from '../../rows.ts'
import { isPlaceholder } from '../../../merge/isPlaceholder.ts'
import { parseCondition } from '../cells/parseCondition.ts'
import { parseDate } from '../cells/parseDate.ts'
import { parseHealthCode } from '../cells/parseHealthCode.ts'
import { parseHouseholdState } from '../cells/parseHouseholdState.ts'
import { parseTransit } from '../cells/parseTransit.ts'
import { sheetProblem } from '../sheetProblem.ts'
import { readIdentity } from './readIdentity.ts'
import { readPlace } from './readPlace.ts'
import type { SheetCells } from './SheetCells.ts'

/** Written into a release column by people who mean that there is none yet. */
const NOT_RELEASED = /^(?:未|尚未|待)?(?:解除|隔离中|观察中|居家隔离中|到期)$|^(?:未|否)$/

/**
 * One row of a return register. Without a name it is about the whole unit. `returned` needs a name and a return date;
 * a return or release date that cannot be read keeps the row out, because it would change a colour silently.
 */
export function readHouseholdRow(cells: SheetCells): HouseholdRow {
  const registeredOn = parseDate(cells.cell('registeredOn'), cells.dates)
  if (registeredOn === null) cells.addProblem('registeredOn', 'registeredOn', cells.text('registeredOn') === '' ? 'missing' : 'not-a-date')
  const place = readPlace(cells)
  const stateText = cells.text('state')
  const state = parseHouseholdState(stateText, /是否|有无/.test(cells.header('state')))
  if (state === null) cells.addProblem('state', 'state', stateText === '' ? 'missing' : 'unknown-value')

  // A day without a year belongs to the register's own date: 12月28日 in a list of January is last year's.
  const dates = registeredOn === null ? cells.dates : { ...cells.dates, near: registeredOn }
  const readDay = (field: 'returnedOn' | 'releasedOn'): string | undefined => {
    const text = cells.text(field)
    if (isPlaceholder(text) || (field === 'releasedOn' && NOT_RELEASED.test(text))) return undefined
    const day = parseDate(cells.cell(field), dates)
    if (day === null) cells.addProblem(field, field, 'not-a-date')
    return day ?? undefined
  }
  const { name, idNumber, phone } = readIdentity(cells)
  const returnedOn = readDay('returnedOn')
  const releasedOn = readDay('releasedOn')
  if (state === 'returned') {
    if (name === undefined) cells.addProblem('name', 'name', 'required-for-returned')
    if (isPlaceholder(cells.text('returnedOn'))) cells.addProblem('returnedOn', 'returnedOn', 'required-for-returned')
  }
  const origin = cells.qualified('origin', 'originProvince')
  const transitText = cells.text('transit')
  const { transit, unnamed } = parseTransit(transitText, cells.header('transit'))
  if (unnamed) cells.warnings.push(sheetProblem(cells.header('transit'), 'transit', 'transit-unnamed'))
  const transport = cells.optionalText('transport')
  // Says nothing about a colour: a day that cannot be read, or one after the return, is left out.
  const departed = parseDate(cells.cell('departedOn'), dates)
  const departedOn = departed === null || (returnedOn !== undefined && departed > returnedOn) ? undefined : departed
  const condition = parseCondition(cells.text('condition'), cells.header('condition'))
  const healthCode = cells.optional('healthCode', parseHealthCode)
  const note = cells.note()
  return {
    registeredOn: registeredOn ?? '',
    ...place,
    ...(name === undefined ? {} : { name }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(phone === undefined ? {} : { phone }),
    // A row with a problem is not used; the field must hold something.
    state: state ?? 'unreached',
    ...(origin === undefined ? {} : { origin }),
    ...(transit === '' ? {} : { transit }),
    ...(departedOn === undefined ? {} : { departedOn }),
    ...(transport === undefined ? {} : { transport }),
    ...(returnedOn === undefined ? {} : { returnedOn }),
    ...(releasedOn === undefined ? {} : { releasedOn }),
    ...(condition === null ? {} : { condition }),
    ...(healthCode === undefined ? {} : { healthCode }),
    ...(note === undefined ? {} : { note }),
  }
}
