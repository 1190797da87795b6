import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createAdjustableClock } from '../../../server/clock.ts'
import { playDay, type PlayOptions } from '../../../server/demo/playDay.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuse-play-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const scriptFile = join(folder, 'script.ndjson')
writeFileSync(scriptFile, `${JSON.stringify({ at: '2020-02-16T06:00:00+08:00', feed: 'household', rows: [{}] })}\n`)

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

/** Plays until the first batch is under way; resolves with what stops the day and what makes the batch fail. */
const playFirstBatch = (): Promise<{ stop: () => void; fail: (error: Error) => void; errors: unknown[] }> => new Promise((sent) => {
  const errors: unknown[] = []
  const options: PlayOptions = {
    scriptFile, baseDay: '2020-02-16', clock: createAdjustableClock(0, 1),
    send: () => new Promise<void>((_, fail) => sent({ stop, fail, errors })),
    beginAgain: async () => {},
    onError: (error) => errors.push(error),
  }
  const stop = playDay(options)
})

describe('the living day', () => {
  it('tells of a batch that fails', async () => {
    const { stop, fail, errors } = await playFirstBatch()
    fail(new Error('disk full'))
    await turn()
    stop()
    expect(errors).toEqual([new Error('disk full')])
  })

  it('is silent about what the stop itself breaks off', async () => {
    const { stop, fail, errors } = await playFirstBatch()
    stop()
    fail(new Error('fetch failed'))
    await turn()
    expect(errors).toEqual([])
  })
})
