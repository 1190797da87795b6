import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createPersonRow } from '../../fixtures/createTestService.ts'
import { LEDGER_CSV, startBuiltServer } from './startBuiltServer.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuse-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KILLS = 10
const ROWS_A_BATCH = 40
/** Eleven starts of a server; only what hangs is ended. */
const LIMIT_MS = 600_000
/** The moments are random but the same in every run. */
let seed = 20200216
const random = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32

it(`kill -9 at ${KILLS} random moments during ingest loses no acknowledged report and applies none in half`, async () => {
  let sent = 0
  const acknowledged = new Set<string>()
  const unanswered = new Set<string>()
  for (let round = 0; round <= KILLS; round++) {
    const server = await startBuiltServer(folder)
    if (round === 0) expect((await server.importFile('units', 'ledger.csv', LEDGER_CSV)).accepted).toBe(240)

    // What was acknowledged is there: sent again, every row is known. What was cut off is there whole or not at all.
    const { people, rev } = await server.get<{ people: Record<string, number>; rev: number }>('/api/v1/summary')
    const known = Object.values(people).reduce((sum, count) => sum + count, 0)
    expect(known).toBeGreaterThanOrEqual(acknowledged.size)
    expect(known).toBeLessThanOrEqual(acknowledged.size + unanswered.size)
    expect(rev).toBe(240 + known)
    if (acknowledged.size > 0) {
      const again = await server.post('household', [...acknowledged].slice(-400).map((id) => rowOf(Number(id))))
      expect(again.body).toMatchObject({ accepted: 0, duplicates: Math.min(400, acknowledged.size) })
    }
    for (const id of unanswered) {
      const { body } = await server.post('household', [rowOf(Number(id))])
      expect(body.accepted + body.duplicates).toBe(1)
      acknowledged.add(id)
    }
    unanswered.clear()
    if (round === KILLS) {
      expect(await server.stop()).toBe(0)
      break
    }

    const target = 1 + Math.floor(random() * 12)
    let answered = 0
    let killed: Promise<void> | null = null
    const senders = [0, 1, 2].map(async () => {
      while (!killed) {
        const ids = Array.from({ length: ROWS_A_BATCH }, () => String(sent++))
        for (const id of ids) unanswered.add(id)
        try {
          const { status, body } = await server.post('household', ids.map((id) => rowOf(Number(id))))
          expect([status, body.accepted]).toEqual([200, ROWS_A_BATCH])
        } catch {
          return
        }
        for (const id of ids) {
          unanswered.delete(id)
          acknowledged.add(id)
        }
        // Killed while the other senders' batches are on their way, some bytes or some commits into them.
        if (++answered >= target && !killed) killed = server.kill()
      }
    })
    await Promise.all(senders)
    await killed
  }
  expect(acknowledged.size).toBe(sent)
}, LIMIT_MS)

const rowOf = (id: number) => createPersonRow(id, { id: `kill-${id}`, building: `${1 + (id % 10)}号`, room: `${1 + (id % 6)}0${1 + (id % 4)}` })
