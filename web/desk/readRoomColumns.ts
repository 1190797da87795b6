import { STAIR_FIGURES, STAIR_WORDS, TEN } from './roomWords.ts'

/** Where a room's number says that it stands on its storey. */
export interface RoomColumns {
  /** The stair or wing before the number (`2` of `2-301`, `A` of `A301`); empty when the number names none. */
  stair: string
  /** Numbers on the storey, in order: one, or both of merged flats (`1101-1102` → 1, 2). Empty: the room is a name (`商铺1`). */
  numbers: number[]
}

/**
 * Reads a room as the registers write it: the digits after the storey (else the last two) are its place on the storey,
 * a short number or a letter before them is a stair. Total: what fits nothing has no numbers.
 */
export function readRoomColumns(room: string, storey: number | null): RoomColumns {
  const parts = room.normalize('NFKC').toUpperCase().replace(STAIR_WORDS, '$<stair>-').replace(/(?<=\d)\p{Script=Han}+$/u, '').split(/[-–—/、,+&]/u).filter((part) => part !== '')
  if (storey === null || parts.length === 0) return { stair: '', numbers: [] }
  const stair = stairBefore(parts)
  const letter = /^([A-Z])\d{3,}/.exec(parts[stair === null ? 0 : 1] ?? '')?.[1]
  // B is the basement's letter only below ground.
  const wing = letter !== undefined && !(letter === 'B' && storey < 0) ? letter : ''
  const numbers: number[] = []
  for (const part of stair === null ? parts : parts.slice(1)) {
    const match = /^(?:[A-Z](?=\d{3}))?(\d+)\D{0,2}$/u.exec(part)
    if (match === null) return { stair: '', numbers: [] }
    numbers.push(numberOnStorey(match[1]!, Math.abs(storey)))
  }
  return { stair: [stair ?? '', wing].filter(Boolean).join('-'), numbers: [...new Set(numbers)].sort((a, b) => a - b) }
}

/** `2` of `2-301`, but none of `501-502` and of `1101-02`, which are merged flats. */
function stairBefore([first, second]: string[]): string | null {
  return second !== undefined && /^(\d{1,2}|\p{L}{1,3})$/u.test(first!) && /^[A-Z]?\d{3}/.test(second) ? plainStair(first!) : null
}

/** `二` is 2 and `十一` 11: as words they would stand in the order of their sounds. */
function plainStair(stair: string): string {
  const isOverTen = stair.startsWith(TEN)
  const figure = isOverTen ? stair.slice(TEN.length) : stair
  const ones = figure === '' ? 0 : STAIR_FIGURES.indexOf(figure) + 1
  return figure !== '' && ones === 0 ? stair : String((isOverTen ? 10 : 0) + ones)
}

function numberOnStorey(digits: string, storey: number): number {
  const before = String(storey)
  const rest = digits.replace(/^0+(?=\d{3})/, '')
  if (rest.startsWith(before) && rest.length >= before.length + 2) return Number(rest.slice(before.length))
  return Number(rest.slice(-2))
}
