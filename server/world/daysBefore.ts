import type { DayBlock } from './dayBlock.ts'
import { GrowingArray } from './growingArray.ts'

/**
 * Of one day: the last few days before it on which each pupil reported, and the first check of each by its own clock; 5
 * bytes a pupil and day. Does not depend on the order in which they came: adding only ever pushes out what is older.
 */
export class DaysBefore {
  /** By how many days ago: the checks of that day. */
  private readonly blocks: DayBlock[] = []
  /** Per pupil `depth` of them, the latest first: how many days ago, 0 where there is none; and the row of its first check. */
  private readonly ago = new GrowingArray(Uint8Array)
  private readonly rows = new GrowingArray(Uint32Array)

  /** `depth`: how many days of each pupil; none below 1. */
  constructor(private readonly depth: number) {}

  /** HOT: every check of the days before, and every one that comes late; of one day in the order of the log. */
  add(ago: number, block: DayBlock, row: number): void {
    const first = block.student.values[row] * this.depth
    const end = first + this.depth
    if (end > this.ago.length) for (const column of [this.ago, this.rows]) column.extendTo(end)
    const agos = this.ago.values
    const rows = this.rows.values
    let at = first
    while (at < end && agos[at] !== 0 && agos[at] < ago) at++
    if (at >= end) return
    if (agos[at] === ago) {
      if (block.second(row) < block.second(rows[at])) rows[at] = row
      return
    }
    for (let to = end - 1; to > at; to--) {
      agos[to] = agos[to - 1]
      rows[to] = rows[to - 1]
    }
    agos[at] = ago
    rows[at] = row
    this.blocks[ago] = block
  }

  /** HOT: whether a check of the day says what the pupil's first ones of all those days said, at the same second. */
  isRepeated(block: DayBlock, row: number): boolean {
    const { depth } = this
    const first = block.student.values[row] * depth
    const end = first + depth
    if (depth < 1 || end > this.ago.length || this.ago.values[end - 1] === 0) return false
    for (let at = first; at < end; at++) {
      const other = this.blocks[this.ago.values[at]]
      const otherRow = this.rows.values[at]
      if (other.moment.values[otherRow] !== block.moment.values[row] || other.symptoms.values[otherRow] !== block.symptoms.values[row] || other.flags.values[otherRow] !== block.flags.values[row]) return false
    }
    return true
  }
}
