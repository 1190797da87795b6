/** The building as it stands: storeys from the top, rooms from the left. Pure; the numbers of the rooms are all it knows. */

import type { CellView } from '../../server/protocol/desk.ts'
import { readRoomColumns } from './readRoomColumns.ts'

export interface PlacedCell {
  cell: CellView
  /** First column, from 0, and how many. */
  column: number
  span: number
}

export interface ElevationRow {
  /** Null: rooms whose storey nothing tells; they stand in rows of their own below everything. */
  storey: number | null
  /** From the left; none lies over another. */
  cells: PlacedCell[]
}

/** Columns of one stair or wing; between two of them there is a gap. */
export interface ElevationStair { name: string; column: number; span: number }

export interface ElevationLayout {
  columns: number
  rows: ElevationRow[]
  stairs: ElevationStair[]
}

/** Rooms without a storey are no building; so many stand side by side when there is nothing to align them with. */
const LEAST_LOOSE_COLUMNS = 6

interface Standing { cell: CellView; stair: string; numbers: number[] }
/** One number of one stair; as many columns as the storey with most rooms of that number needs (301A, 301B). */
interface Slot { stair: string; number: number; column: number; width: number }

const collator = new Intl.Collator('zh-CN', { numeric: true })
const slotKey = (stair: string, number: number): string => `${stair}\n${number}`

/**
 * Lays out every cell exactly once.
 *
 * - One row for each storey that has a room, highest first, basements below: a storey that is not in the numbers (4, 14)
 *   is not in the building.
 * - 301 and 1101 stand in one column, whatever is missing between them; merged flats span theirs.
 * - Shops and basements that do not follow the homes' numbers are spread over the whole width in their own order.
 * - A room that is a name among homes stands to the right of them.
 */
export function layOutElevation(cells: readonly CellView[]): ElevationLayout {
  const storeys = new Map<number, Standing[]>()
  const loose: CellView[] = []
  for (const cell of [...cells].sort(byRoom)) {
    if (cell.storey === null) {
      loose.push(cell)
      continue
    }
    const standing = { cell, ...readRoomColumns(cell.room, cell.storey) }
    const row = storeys.get(cell.storey)
    if (row) row.push(standing)
    else storeys.set(cell.storey, [standing])
  }
  const all = [...storeys.values()]
  // A building of nothing but shops is aligned by them.
  const homes = all.filter((row) => !isService(row))
  const slots = createSlots(homes.length > 0 ? homes : all)
  const stairs = stairsOf(slots)
  let columns = [...slots.values()].reduce((most, slot) => Math.max(most, slot.column + slot.width), 0)
  const rows: ElevationRow[] = []
  for (const storey of [...storeys.keys()].sort((a, b) => b - a)) {
    const row = storeys.get(storey)!
    const aligned = !isService(row) || homes.length === 0 || fitsSlots(row, slots)
    rows.push({ storey, cells: aligned ? alignRow(row, slots) : spreadRow(row.map(({ cell }) => cell), columns) })
  }
  const width = Math.max(columns, LEAST_LOOSE_COLUMNS)
  for (let start = 0; start < loose.length; start += width) {
    rows.push({ storey: null, cells: loose.slice(start, start + width).map((cell, column) => ({ cell, column, span: 1 })) })
  }
  for (const { cells: placed } of rows) for (const { column, span } of placed) columns = Math.max(columns, column + span)
  return { columns, rows, stairs }
}

function byRoom(a: CellView, b: CellView): number {
  return collator.compare(a.room, b.room) || (a.id < b.id ? -1 : 1)
}

/** Shops and cellars have widths of their own and often numbers of their own. */
function isService(row: Standing[]): boolean {
  return row[0]!.cell.storey! < 0 || row.every(({ cell, numbers }) => cell.tenure === 'shop' || numbers.length === 0)
}

function createSlots(rows: Standing[][]): Map<string, Slot> {
  const slots = new Map<string, Slot>()
  for (const row of rows) {
    const used = new Map<string, number>()
    for (const { stair, numbers } of row) {
      numbers.forEach((number, i) => {
        const key = slotKey(stair, number)
        const slot = slots.get(key) ?? { stair, number, column: 0, width: 1 }
        slots.set(key, slot)
        // Further numbers of merged flats need their column, but take none away from others.
        if (i > 0) return
        used.set(key, (used.get(key) ?? 0) + 1)
        slot.width = Math.max(slot.width, used.get(key)!)
      })
    }
  }
  let column = 0
  const ordered = [...slots.values()].sort((a, b) => collator.compare(a.stair, b.stair) || (a.stair === b.stair ? a.number - b.number : a.stair < b.stair ? -1 : 1))
  for (const slot of ordered) {
    slot.column = column
    column += slot.width
  }
  return new Map(ordered.map((slot) => [slotKey(slot.stair, slot.number), slot]))
}

/** Whether shops or cellars have the homes' own numbers, and no more of one than the homes have room for. */
function fitsSlots(row: Standing[], slots: Map<string, Slot>): boolean {
  const used = new Map<Slot, number>()
  for (const { stair, numbers } of row) {
    if (numbers.length === 0 || !numbers.every((number) => slots.has(slotKey(stair, number)))) return false
    const slot = slots.get(slotKey(stair, numbers[0]!))!
    used.set(slot, (used.get(slot) ?? 0) + 1)
    if (used.get(slot)! > slot.width) return false
  }
  return true
}

function stairsOf(slots: Map<string, Slot>): ElevationStair[] {
  const stairs: ElevationStair[] = []
  for (const { stair, column, width } of slots.values()) {
    const last = stairs.at(-1)
    if (last?.name === stair) last.span += width
    else stairs.push({ name: stair, column, span: width })
  }
  return stairs
}

function alignRow(row: Standing[], slots: Map<string, Slot>): PlacedCell[] {
  const placed: PlacedCell[] = []
  const bySlot = new Map<Slot, Standing[]>()
  const named: CellView[] = []
  let end = 0
  for (const slot of slots.values()) end = Math.max(end, slot.column + slot.width)
  for (const standing of row) {
    const slot = standing.numbers.length === 0 ? undefined : slots.get(slotKey(standing.stair, standing.numbers[0]!))
    if (slot === undefined) named.push(standing.cell)
    else if (bySlot.has(slot)) bySlot.get(slot)!.push(standing)
    else bySlot.set(slot, [standing])
  }
  for (const [slot, standings] of bySlot) {
    standings.forEach(({ cell }, i) => {
      const from = Math.floor((i * slot.width) / standings.length)
      const to = Math.floor(((i + 1) * slot.width) / standings.length)
      placed.push({ cell, column: slot.column + from, span: to - from })
    })
    // Merged flats reach over their other numbers, unless somebody else stands there or in between.
    const { stair, numbers } = standings.at(-1)!
    const last = numbers.length > 1 ? slots.get(slotKey(stair, numbers.at(-1)!)) : undefined
    if (last === undefined || last.column < slot.column) continue
    const taken = [...bySlot.keys()].some((other) => other !== slot && other.column > slot.column && other.column < last.column + last.width)
    if (!taken) placed.at(-1)!.span = last.column + last.width - placed.at(-1)!.column
  }
  named.forEach((cell, i) => placed.push({ cell, column: end + i, span: 1 }))
  return placed.sort((a, b) => a.column - b.column)
}

function spreadRow(cells: CellView[], columns: number): PlacedCell[] {
  const width = Math.max(columns, cells.length)
  return cells.map((cell, i) => {
    const column = Math.floor((i * width) / cells.length)
    return { cell, column, span: Math.floor(((i + 1) * width) / cells.length) - column }
  })
}
