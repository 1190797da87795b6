import { setImmediate } from 'node:timers/promises'

/** Rows worked on before other requests get their turn: about 10 ms of work (20 µs a row). */
export const ROWS_PER_TURN = 500

/** Lets the event loop serve everybody else, then goes on. */
export async function yieldToOthers(): Promise<void> {
  await setImmediate()
}
