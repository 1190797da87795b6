import { setImmediate } from 'node:timers/promises'

/** Rows worked on before other requests get their turn: about 10 ms of work. */
export const ROWS_PER_TURN = 2000

/** Lets the event loop serve everybody else, then goes on. */
export async function yieldToOthers(): Promise<void> {
  await setImmediate()
}
