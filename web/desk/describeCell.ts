import type { CellView } from '../../server/protocol/desk.ts'
import type { Locale, PackDescription } from '../../server/protocol/entities.ts'
import { isRoomNumber } from './isRoomNumber.ts'

/** Words around the pack's own, from the locale files. */
export interface CellWords {
  (key: 'room' | 'storeyRoom' | 'storeyNamed' | 'day' | 'tags' | 'todo', values?: Record<string, string | number>): string
  tenure(tenure: string): string
}

/** What is known of one cell, piece by piece, for one line under the elevation or one sentence read aloud. */
export interface CellDescription {
  room: string
  status: string
  day: string | null
  tags: string[]
  tenure: string | null
  todo: string | null
}

/** Names of the tags that are set, in the pack's order. */
export function tagNames(tags: number, pack: PackDescription, locale: Locale): string[] {
  const names: string[] = []
  for (let bit = 0; bit < pack.tags.length; bit++) if (tags & (1 << bit)) names.push(pack.tags[bit]!.name[locale])
  return names
}

/** For the little room at a cell's right: the day under observation, else the most telling tag (the pack's last that is set), else ''. */
export function noteOfCell(cell: CellView, observationDays: number, pack: PackDescription, locale: Locale): string {
  if (cell.day !== null) return `${cell.day}/${observationDays}`
  const tag = pack.tags.findLast((_, bit) => cell.tags & (1 << bit))
  return (tag?.short ?? tag?.name)?.[locale] ?? ''
}

export function describeCell(cell: CellView, observationDays: number, pack: PackDescription, locale: Locale, words: CellWords): CellDescription {
  return {
    room: roomInWords(cell, words),
    status: pack.statuses[cell.status]?.name[locale] ?? '',
    day: cell.day === null ? null : words('day', { day: cell.day, of: observationDays }),
    tags: tagNames(cell.tags, pack, locale),
    tenure: cell.tenure === null ? null : words.tenure(cell.tenure),
    todo: cell.todo ? words('todo') : null,
  }
}

function roomInWords({ room, storey }: CellView, words: CellWords): string {
  if (storey === null) return isRoomNumber(room) ? words('room', { room }) : room
  return words(isRoomNumber(room) ? 'storeyRoom' : 'storeyNamed', { storey: storeyName(storey), room })
}

/** `11`; `B1` for the first basement. */
export const storeyName = (storey: number): string => (storey < 0 ? `B${-storey}` : String(storey))
