import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createHouseholdRow } from '../../fixtures/createTestService.ts'
import { LEDGER_CSV, startBuiltServer } from './startBuiltServer.ts'

const hasStrace = spawnSync('strace', ['-V']).status === 0
if (!hasStrace) console.warn('SKIPPED: strace is not installed, so the system calls of a commit cannot be watched (apt-get install strace)')

it.skipIf(!hasStrace)('a report is synced to the write-ahead log before its answer is written to the socket', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liuse-strace-'))
  const trace = join(folder, 'calls.txt')
  const server = await startBuiltServer(join(folder, 'data'), { wrap: ['strace', '-D', '-f', '-y', '-s', '4096', '-e', 'trace=pwrite64,pwritev,fsync,fdatasync,write,writev,sendto', '-o', trace] })
  await server.importFile('units', 'ledger.csv', LEDGER_CSV)
  const marker = '"accepted":1,"duplicates":0'
  expect((await server.post('household', [createHouseholdRow({ origin: 'MARKEDREPORT' })])).body).toMatchObject({ accepted: 1 })
  await server.stop()
  const calls = readFileSync(trace, 'utf8').split('\n')
  const answered = calls.findIndex((call) => call.includes(marker.replaceAll('"', '\\"')))
  const written = calls.findIndex((call) => /pwrite/.test(call) && call.includes('liuse.sqlite-wal') && call.includes('MARKEDREPORT'))
  const synced = calls.findIndex((call, index) => index > written && /f(data)?sync\(\d+<[^>]*liuse\.sqlite-wal>\)\s+= 0/.test(call))
  expect(answered).toBeGreaterThan(-1)
  expect(written).toBeGreaterThan(-1)
  expect(synced).toBeGreaterThan(written)
  expect(answered).toBeGreaterThan(synced)
  rmSync(folder, { recursive: true })
})
