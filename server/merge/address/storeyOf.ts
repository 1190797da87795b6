import { foldText } from './foldText.ts'
import { normalizeRoom } from './normalizeRoom.ts'
import { readChineseNumber } from './readChineseNumber.ts'

/** A stair or wing before its room: `2-301`, `A-301`, `东-301`, `A座301`. `B101` has none: it is a cellar. */
const STAIR = /^(?:\d{1,2}|[A-Z]|\p{Script=Han})(?:-|(?:单元|门洞|梯|座)-?)([A-Z]?\d{3,}.*)$/su

/** The highest storey that is believed: above it the digits mean something else (10301 is stair 1, room 0301). */
const HIGHEST_STOREY = 99

/**
 * The storey of a room, 1 for the ground floor, -1 for the first basement. A storey column wins where it can be read
 * (`3`, `3层`, `三楼`, `B1`, `负一层`); else the digits before the last two of the room (302 → 3, 1103 → 11, B101 → -1);
 * merged flats count on their first room (501-602 → 5), a stair before the room is passed over (2-301, A-301 → 3).
 * Null when no rule fits: such a unit stands in a row of its own and is never dropped (design page, section 2).
 */
export function storeyOf(room: string, storeyColumn?: string | null): number | null {
  const column = storeyColumn === undefined || storeyColumn === null ? null : readStorey(storeyColumn)
  if (column !== null) return column
  const key = normalizeRoom(room)
  const stair = STAIR.exec(key)
  const match = /^(B?)[A-Z]?(\d{1,2})\d\d(?![\d])/.exec(stair?.[1] ?? key)
  if (match === null) return null
  const storey = Number(match[2])
  if (storey < 1 || storey > HIGHEST_STOREY) return null
  return match[1] === 'B' ? -storey : storey
}

function readStorey(text: string): number | null {
  const folded = foldText(text).toUpperCase().replace(/\s/g, '')
  if (/^(?:G|GF|底楼|底层|首层)$/.test(folded)) return 1
  const match = /^第?(B|-|负|地下)?([\d零〇一二三四五六七八九十百]+)(?:\.0)?(?:层|楼|F|\/F)?$/u.exec(folded)
  if (match === null) return null
  const figures = match[2]!
  const storey = /^\d+$/.test(figures) ? Number(figures) : readChineseNumber(figures)
  if (storey === null || storey < 1 || storey > HIGHEST_STOREY) return null
  return match[1] === undefined ? storey : -storey
}
