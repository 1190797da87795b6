import type { RegionRow } from '../../rows.ts'
import { isPlaceholder } from '../../../merge/isPlaceholder.ts'
import { parseDate } from '../cells/parseDate.ts'
import { parseRegionLevel } from '../cells/parseRegionLevel.ts'
import type { SheetCells } from './SheetCells.ts'

/** One line of a region list. An end that cannot be read keeps the line out: without it the region would stay on for ever. */
export function readRegionRow(cells: SheetCells): RegionRow {
  const region = cells.qualified('region', 'province') ?? cells.requiredText('region')
  const level = parseRegionLevel(cells.text('level'))
  if (level === null) cells.addProblem('level', 'level', cells.text('level') === '' ? 'missing' : 'unknown-value')
  const from = parseDate(cells.cell('from'), cells.dates)
  if (from === null) cells.addProblem('from', 'from', cells.text('from') === '' ? 'missing' : 'not-a-date')
  const isOpen = isPlaceholder(cells.text('to')) || /^(?:至今|长期|有效|now)$/i.test(cells.text('to'))
  const to = isOpen ? null : parseDate(cells.cell('to'), cells.dates)
  if (!isOpen && to === null) cells.addProblem('to', 'to', 'not-a-date')
  return { region, level: level ?? 'concern', from: from ?? '', ...(to === null ? {} : { to }) }
}
