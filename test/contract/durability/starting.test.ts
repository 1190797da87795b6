import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { freePort } from '../../fixtures/freePort.ts'

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))

it('who asks while the demo town is laid is told to wait, and the address is free again when that is broken off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liuse-starting-'))
  const port = await freePort()
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', LIUSE_DATA: folder, LIUSE_DEMO: '1' }, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const ask = (path: string): Promise<Response | null> => fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
  try {
    await expect.poll(() => ask('/healthz').then((answer) => answer?.status)).toBe(503)
    expect(await (await ask('/healthz'))?.json()).toEqual({ status: 'starting' })
    const page = await ask('/wall')
    expect([page?.status, page?.headers.get('retry-after'), page?.headers.get('refresh')]).toEqual([503, '1', '1'])
  } finally {
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  expect(await ask('/healthz')).toBeNull()
})
