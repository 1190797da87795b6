import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type BuiltServer, startBuiltServer } from '../../contract/durability/startBuiltServer.ts'
import { createSmallTown, type SmallTown } from './createSmallTown.ts'
import { type Proxy, startProxy } from './startProxy.ts'

/** The town's zone, and another for when a day begins or ends there just now: a test must not see two days. */
const [HERE, ELSEWHERE] = [{ name: 'Asia/Shanghai', hours: 8 }, { name: 'Asia/Bangkok', hours: 7 }]
/** Longer than a test file takes, even on a slow machine. */
const NEAR_MIDNIGHT_MINUTES = 30

function chooseZone(): { name: string; offset: string; day: string } {
  const timeIn = ({ hours }: { hours: number }): Date => new Date(Date.now() + hours * 3_600_000)
  const minute = timeIn(HERE).getUTCHours() * 60 + timeIn(HERE).getUTCMinutes()
  const zone = minute < 1 || minute >= 1440 - NEAR_MIDNIGHT_MINUTES ? ELSEWHERE : HERE
  return { name: zone.name, offset: `+0${zone.hours}:00`, day: timeIn(zone).toISOString().slice(0, 10) }
}

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
  const { name: zone, offset, day } = chooseZone()
  const start = (): Promise<BuiltServer> => startBuiltServer(folder, { environment: { LIUSE_TIMEZONE: zone } })
  const line = await startProxy()
  const started: TownServer = {
    server: await start(), origin: line.origin, line, town: createSmallTown(day, offset), day,
    async kill() {
      await started.server.kill()
      line.aim(null)
    },
    async startAgain() {
      started.server = await start()
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
