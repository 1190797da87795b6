import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { LEDGER_CSV, startBuiltServer } from './startBuiltServer.ts'

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'liuse-refused-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (environment: Record<string, string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN], { env: { ...process.env, PORT: '0', LIUSE_DATA: folder, ...environment }, encoding: 'utf8', timeout: 120_000 })
  return { status, lines: stderr.trim().split('\n'), stdout }
}

describe('a start that is refused says why in one line', () => {
  it('the demo never uses a folder that holds real data', async () => {
    const server = await startBuiltServer(folder)
    await server.importFile('units', 'ledger.csv', LEDGER_CSV)
    const second = start({ LIUSE_DEMO: '0' })
    expect(second.status).toBe(1)
    expect(second.lines).toEqual([expect.stringContaining('LIUSE_DATA')])
    expect(await server.stop()).toBe(0)
    const before = readdirSync(folder)
    const demo = start({ LIUSE_DEMO: '1' })
    expect(demo.status).toBe(1)
    expect(demo.lines).toEqual([expect.stringContaining(folder)])
    expect(readdirSync(folder)).toEqual(before)
  })

  it.each(['/dev/null', '/dev/null/below', '/proc/nowhere'])('LIUSE_DATA=%s, which can be no folder', (name) => {
    const { status, lines } = start({ LIUSE_DATA: name, LIUSE_DEMO: '0' })
    expect(status).toBe(1)
    expect(lines).toEqual([expect.stringContaining('LIUSE_DATA')])
  })

  it('an address that cannot be had, before a password or key is made or a town is laid', async () => {
    const own = mkdtempSync(join(tmpdir(), 'liuse-address-'))
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const inUse = { PORT: String(port) }
    for (const [environment, beginning] of [[{ ...inUse, LIUSE_DEMO: '0' }, 'PORT: '], [{ ...inUse, LIUSE_DEMO: '1' }, 'PORT: '], [{ HOST: '203.0.113.9', LIUSE_DEMO: '0' }, 'HOST: ']] as const) {
      const { status, lines, stdout } = start({ LIUSE_DATA: own, ...environment })
      expect([status, lines, stdout]).toEqual([1, [expect.stringMatching(`^${beginning}`)], ''])
    }
    other.close()
    rmSync(own, { recursive: true, force: true })
  })

  it('roles.json with a permission that is none names file, role and permission', () => {
    const own = mkdtempSync(join(tmpdir(), 'liuse-roles-'))
    writeFileSync(join(own, 'roles.json'), JSON.stringify({ 'committee-officer': { permissions: ['units.read', 'units.everything'] } }))
    const { status, lines } = start({ LIUSE_DATA: own, LIUSE_DEMO: '0' })
    rmSync(own, { recursive: true, force: true })
    expect([status, lines]).toEqual([1, [expect.stringMatching(/^roles\.json: committee-officer.*units\.everything/)]])
  })

  it.each([['PORT', '99999'], ['LIUSE_DEMO', 'yes'], ['LIUSE_TIMEZONE', 'Mars/Olympus'], ['HOST', 'not a host']])('%s=%s names the setting', (name, value) => {
    const { status, lines } = start({ [name]: value })
    expect(status).toBe(1)
    expect(lines).toEqual([expect.stringContaining(name)])
  })
})
