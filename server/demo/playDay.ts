import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { AdjustableClock } from '../clock.ts'
import { morningOf } from './morningOf.ts'

export interface PlayOptions {
  /** One batch a line, in order of time: `{at, feed, rows}`. */
  scriptFile: string
  baseDay: string
  clock: AdjustableClock
  /** Sends one batch as any sender would: over HTTP, with a key. Resolves when it was taken. */
  send(feed: string, rows: unknown[]): Promise<void>
  /** The day is over: go back to its morning. Resolves when the world stands there again. */
  beginAgain(): Promise<void>
  onError(error: unknown): void
}

/** A fresh wall should show a wave that is rising: what came before is sent at once. */
const FIRST_LOOK = 'T06:48:00+08:00'
const EVENING = 'T20:00:00+08:00'
/** The longest sleep, so that a changed speed is felt soon. */
const LONGEST_WAIT_MS = 500
const RETRY_AFTER_MS = 2_000

/** Plays the living day again and again until stopped; returns the stop function. */
export function playDay(options: PlayOptions): () => void {
  const { clock, baseDay } = options
  let stopped = false
  let wake: (() => void) | null = null
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const until = async (at: number): Promise<void> => {
    while (!stopped && clock.now() < at) await wait(Math.min(LONGEST_WAIT_MS, Math.max(1, (at - clock.now()) / clock.speed())))
  }

  const run = async (): Promise<void> => {
    clock.setNow(Date.parse(baseDay + FIRST_LOOK))
    while (!stopped) {
      for await (const line of createInterface({ input: createReadStream(options.scriptFile) })) {
        const batch = JSON.parse(line) as { at: string; feed: string; rows: unknown[] }
        await until(Date.parse(batch.at))
        if (stopped) return
        await options.send(batch.feed, batch.rows)
      }
      await until(Date.parse(baseDay + EVENING))
      if (stopped) return
      await options.beginAgain()
      clock.setNow(morningOf(baseDay))
    }
  }
  const keepRunning = async (): Promise<void> => {
    while (!stopped) {
      try {
        await run()
      } catch (error) {
        // The server is closing under a batch: no trouble, and nobody to tell.
        if (stopped) return
        // A full disk or a stopped socket must not end the demo for good: it begins its day again.
        options.onError(error)
        await wait(RETRY_AFTER_MS)
        if (!stopped) await options.beginAgain().catch(options.onError)
      }
    }
  }
  void keepRunning()
  return () => {
    stopped = true
    wake?.()
  }
}
