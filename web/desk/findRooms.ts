import type { CellView } from '../../server/protocol/desk.ts'

const fold = (text: string): string => text.normalize('NFKC').replace(/\s|\u5ba4$/g, '').toUpperCase()

/** Units of a building whose room begins with what was typed (`３0２室` finds 302); the exact one first, then in the building's order. */
export function findRooms(cells: readonly CellView[], typed: string, limit: number): CellView[] {
  const wanted = fold(typed)
  if (wanted === '') return []
  const found = cells.filter((cell) => fold(cell.room).startsWith(wanted))
  return [...found.filter((cell) => fold(cell.room) === wanted), ...found.filter((cell) => fold(cell.room) !== wanted)].slice(0, limit)
}
