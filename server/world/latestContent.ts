import type { BundleArray } from '../protocol/bundle.ts'
import { GrowingArray } from './growingArray.ts'

/**
 * Content hash of the latest report per subject and table (`household:person`, `school:student` …): what "the same row
 * again" is judged by (rule 1). Remembers what it overwrote until `commit`, so that a failed transaction can be undone.
 */
export class LatestContent {
  private readonly tables = new Map<string, GrowingArray<Float64Array<ArrayBuffer>>>()
  private readonly undo: { table: string; index: number; hash: number }[] = []

  isLatest(table: string, index: number, hash: number): boolean {
    const column = this.tables.get(table)
    return column !== undefined && index < column.length && column.values[index] === hash
  }

  set(table: string, index: number, hash: number): void {
    const column = this.tables.get(table) ?? this.addTable(table)
    column.extendTo(index + 1)
    column.values[index] = hash
  }

  setUndoable(table: string, index: number, hash: number): void {
    const column = this.tables.get(table)
    this.undo.push({ table, index, hash: column && index < column.length ? column.values[index] : 0 })
    this.set(table, index, hash)
  }

  commit(): void {
    this.undo.length = 0
  }

  rollback(): void {
    while (this.undo.length > 0) {
      const { table, index, hash } = this.undo.pop()!
      this.set(table, index, hash)
    }
  }

  save(arrays: Record<string, BundleArray>): string[] {
    for (const [table, column] of this.tables) arrays[`latest.${table}`] = column.used()
    return [...this.tables.keys()]
  }

  restore(tables: string[], arrays: Record<string, BundleArray>): void {
    for (const table of tables) this.addTable(table).restore(arrays[`latest.${table}`] as Float64Array)
  }

  private addTable(table: string): GrowingArray<Float64Array<ArrayBuffer>> {
    const column = new GrowingArray(Float64Array)
    this.tables.set(table, column)
    return column
  }
}
