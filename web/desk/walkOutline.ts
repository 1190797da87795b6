import type { BuildingView, CellView } from '../../server/protocol/desk.ts'
import type { PackDescription, StatusDescription } from '../../server/protocol/entities.ts'

/**
 * What a walk up the stairs needs of a building without a line, and all that the browser keeps of it: ids, storeys, room
 * labels, statuses and what the colours mean. No name, no number, no reason, no tag.
 */
export interface WalkOutline {
  id: string
  /** As it stands over the door: without it the rooms of two towers are the same. */
  label: string
  /** The day that the statuses are of. */
  day: string
  cells: Pick<CellView, 'id' | 'room' | 'storey' | 'status' | 'seq'>[]
  statuses: Pick<StatusDescription, 'name' | 'glyph' | 'colorOnLight'>[]
}

export const outlineOf = ({ id, label, day, cells }: BuildingView, { statuses }: Pick<PackDescription, 'statuses'>): WalkOutline => ({
  id, label, day,
  cells: cells.map(({ id, room, storey, status, seq }) => ({ id, room, storey, status, seq })),
  statuses: statuses.map(({ name, glyph, colorOnLight }) => ({ name, glyph, colorOnLight })),
})

/** An outline from the browser's storage, or null when it is none (of an older build, or touched). Never throws. */
export function readOutline(text: string | null): WalkOutline | null {
  try {
    const { id, label, day, cells, statuses } = JSON.parse(text ?? '') as Partial<Record<keyof WalkOutline, unknown>>
    const isWhole = typeof id === 'string' && typeof label === 'string' && typeof day === 'string' && Array.isArray(cells) && Array.isArray(statuses) && cells.every(isCell)
    return isWhole ? { id, label, day, cells: cells as WalkOutline['cells'], statuses: statuses as WalkOutline['statuses'] } : null
  } catch {
    return null
  }
}

function isCell(cell: unknown): boolean {
  const { id, room, storey, status, seq } = (cell ?? {}) as Partial<Record<keyof CellView, unknown>>
  return typeof id === 'string' && typeof room === 'string' && (storey === null || typeof storey === 'number') && typeof status === 'number' && typeof seq === 'number'
}
