import { parseAddress } from '../../../merge/address/parseAddress.ts'
import { isPlaceholder } from '../../../merge/isPlaceholder.ts'
import type { SheetCells } from './SheetCells.ts'

export interface SheetPlace {
  committee?: string
  compound: string
  building: string
  room: string
}

/**
 * Where a row belongs, as it is written (keys are made later, by the place register). Building and room come from
 * their columns, or both from an address column when a column for one of them is missing. A stair column goes before
 * the room (`2单元301`). Problems: an empty part, an address without building and room.
 */
export function readPlace(cells: SheetCells): SheetPlace {
  const committee = cells.optionalText('committee')
  const own = cells.has('building') && cells.has('room')
  if (own || !cells.has('address')) {
    return {
      ...(committee === undefined ? {} : { committee }),
      compound: cells.requiredText('compound'),
      building: cells.requiredText('building'),
      room: withStair(cells.requiredText('room'), cells.text('stair')),
    }
  }
  const text = cells.text('address')
  const address = parseAddress(text)
  const compound = cells.text('compound') || (address?.compound ?? '')
  if (text === '') cells.addProblem('address', 'building', 'missing')
  else if (address === null) cells.addProblem('address', 'building', 'not-an-address')
  else if (compound === '') cells.addProblem(cells.has('compound') ? 'compound' : 'address', 'compound', 'missing')
  return {
    ...(committee === undefined ? {} : { committee }),
    compound,
    building: cells.text('building') || (address?.building ?? ''),
    room: cells.text('room') || (address?.room ?? ''),
  }
}

/** `2单元` before `301`, unless the room says it itself. */
export function withStair(room: string, stair: string): string {
  if (room === '' || isPlaceholder(stair) || /单元|-/.test(room)) return room
  return /单元$/.test(stair) ? `${stair}${room}` : `${stair}单元${room}`
}
