import type { Batch } from './Batch.ts'
import type { Random } from './createRandom.ts'
import { toInstant } from './toInstant.ts'

/** Passes batches on and puts something small wherever nothing would happen for longer than a pause. Seconds of the day. */
export function* fillPauses(
  batches: Iterable<Batch>, day: string, fromSecond: number, toSecond: number, longestPauseSeconds: number,
  fill: (second: number) => Batch, random: Random,
): Generator<Batch> {
  let last = fromSecond
  const fillUpTo = function* (end: number): Generator<Batch> {
    while (end - last > longestPauseSeconds) {
      last += random.integer(Math.floor(longestPauseSeconds * 0.55), longestPauseSeconds)
      const batch = fill(last)
      if (batch.rows.length > 0) yield batch
    }
  }
  for (const batch of batches) {
    const second = secondOf(batch.at, day)
    yield* fillUpTo(second)
    yield batch
    if (second > last) last = second
  }
  yield* fillUpTo(toSecond)
}

/** Seconds since midnight of the day, of an instant made by `toInstant`. */
function secondOf(at: string, day: string): number {
  if (at < toInstant(day, 0)) return 0
  return Number(at.slice(11, 13)) * 3600 + Number(at.slice(14, 16)) * 60 + Number(at.slice(17, 19))
}
