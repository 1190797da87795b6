import type { MeasureDescription, PackDescription } from '../../../server/protocol/entities.ts'

export interface MeasureColumns { numerator: number[]; denominator: number[] | null; leastGroup: number }

/** The columns of the figures that a measure adds up, looked up once. Throws TypeError on a counter that the pack has not. */
export function measureColumns(pack: PackDescription, measure: MeasureDescription): MeasureColumns {
  const columnOf = (key: string): number => {
    const column = pack.counters.findIndex((counter) => counter.key === key)
    if (column < 0) throw new TypeError(`measure ${measure.key} names an unknown counter ${key}`)
    return column
  }
  return { numerator: measure.numerator.map(columnOf), denominator: measure.denominator?.map(columnOf) ?? null, leastGroup: measure.leastGroup }
}

const sum = (figures: Uint32Array, row: number, columns: number[]): number => {
  let total = 0
  for (const column of columns) total += figures[row + column]
  return total
}

/**
 * A measure at one node: a share (0 … 1) when it has a denominator, else a count. Null where it may not or cannot be
 * said: no group, or one smaller than `leastGroup` (a count of 0 may be said).
 */
export function measureValue(figures: Uint32Array, counterCount: number, columns: MeasureColumns, node: number): number | null {
  const row = node * counterCount
  if (row + counterCount > figures.length) return null
  const numerator = sum(figures, row, columns.numerator)
  if (!columns.denominator) return numerator > 0 && numerator < columns.leastGroup ? null : numerator
  const denominator = sum(figures, row, columns.denominator)
  return denominator === 0 || denominator < columns.leastGroup ? null : numerator / denominator
}

/**
 * How many there are to work off at one node, for a density: the numerator of a measure that should be low, what is
 * missing of one that should be high. 0 where the group is smaller than `leastGroup`.
 */
export function measureBurden(figures: Uint32Array, counterCount: number, columns: MeasureColumns, goodWhen: MeasureDescription['goodWhen'], node: number): number {
  if (measureValue(figures, counterCount, columns, node) === null) return 0
  const row = node * counterCount
  const numerator = sum(figures, row, columns.numerator)
  if (goodWhen === 'low' || !columns.denominator) return numerator
  return Math.max(0, sum(figures, row, columns.denominator) - numerator)
}
