import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type BuiltServer, startBuiltServer } from '../../contract/durability/startBuiltServer.ts'
import { createSmallTown, type SmallTown } from './createSmallTown.ts'
import { type Proxy, startProxy } from './startProxy.ts'

const ZONE = 'Asia/Shanghai'

export interface TownServer {
  /** The server now running behind the line. */
  server: BuiltServer
  /** What browsers are told: it stays when the server is another. */
  origin: string
  line: Proxy
  town: SmallTown
  /** Today in the deployment's zone, `YYYY-MM-DD`. */
  day: string
  /** Ends the server as a power cut would. */
  kill(): Promise<void>
  /** The same folder again; what was cut can connect again. */
  startAgain(): Promise<void>
  /** Reports must be accepted, every one. */
  report(feed: 'household' | 'school', rows: unknown[]): Promise<void>
  importAll(): Promise<void>
  stop(): Promise<void>
}

/** The built server on an empty folder, with a small town in it unless told otherwise. Needs `npm run build`. */
export async function startTownServer({ empty = false } = {}): Promise<TownServer> {
  const folder = mkdtempSync(join(tmpdir(), 'liuse-town-'))
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date())
  const line = await startProxy()
  const started: TownServer = {
    server: await startBuiltServer(folder), origin: line.origin, line, town: createSmallTown(day), day,
    async kill() {
      await started.server.kill()
      line.aim(null)
    },
    async startAgain() {
      started.server = await startBuiltServer(folder)
      line.aim(started.server.origin)
    },
    async report(feed, rows) {
      const { status, body } = await started.server.post(feed, rows)
      expect([status, body.accepted]).toEqual([200, rows.length])
    },
    async importAll() {
      for (const [kind, name, text] of started.town.files) {
        const answer = await started.server.importFile(kind, name, text)
        expect([kind, answer.rejected, answer.accepted > 0], JSON.stringify(answer)).toEqual([kind, 0, true])
      }
      await started.report('household', started.town.household)
      await started.report('school', started.town.school)
    },
    async stop() {
      await line.stop()
      await started.server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  line.aim(started.server.origin)
  if (!empty) await started.importAll()
  return started
}
