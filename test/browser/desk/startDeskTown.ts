import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { ROLES } from '../../../server/auth/roles.ts'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { readSettings } from '../../../server/settings.ts'
import { startSockets } from '../../../server/sockets/startSockets.ts'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { createTestService, type TestService } from '../../fixtures/createTestService.ts'
import { createSmallTown, type SmallTown } from '../town/createSmallTown.ts'
import { type OpenedPage, type OpenOptions, openPage } from '../town/openPage.ts'
import { type Proxy, startProxy } from '../town/startProxy.ts'

export const WEB_ROOT = join(import.meta.dirname, '../../../dist/web')
const KEY = 'key-of-the-desk-tests'
const PASSWORD = 'a-long-password-of-the-tests'
/** The day that it is in the town; the clock stands at its noon, +08:00. */
export const DESK_DAY = '2020-02-16'

export interface DeskTown extends TestService {
  /** What browsers are told; the line in between can be cut. */
  origin: string
  line: Proxy
  town: SmallTown
  /** Aims the line at the server again. */
  mend(): void
  /** One row a person, by address, as a committee would send it; every one must be accepted. */
  register(rows: HouseholdRow[]): Promise<void>
  /** Id of the unit with that room in a building of 测试一村. */
  unitAt(building: string, room: string): { unit: string; building: string }
  /** A file as `npm run import` sends it. */
  importFile(kind: string, name: string, text: string): Promise<void>
  /** A page of somebody who is signed in; a school's role over all schools, unless `schools` names some. */
  openAs(browser: Browser, role: string, path: string, options?: OpenOptions, schools?: string[]): Promise<OpenedPage>
  /** The password of everybody. */
  password: string
  /** Ends every session. */
  signEverybodyOut(): void
  stop(): Promise<void>
}

/** The small town behind the real doors of one process, with the built pages and with accounts. Needs `npm run build`. */
export async function startDeskTown({ webRoot = WEB_ROOT }: { webRoot?: string } = {}): Promise<DeskTown> {
  const test = await createTestService({ day: DESK_DAY })
  // The report of the day is fixed at eleven: on a slow machine that would be before the town is there.
  const noon = test.clock.now()
  test.clock.setNow(noon - 2 * 3_600_000)
  const { service } = test
  const settings = readSettings({})
  const logger = createLogger({ level: 'silent', to: { write: () => undefined } })
  const line = await startProxy()
  const { host } = new URL(line.origin)
  const app = createHttpServer({ service, accounts: service.accounts, audit: service.audit, settings, apiKey: KEY, screenToken: null, logger, webRoot })
  const stopSockets = startSockets({ service, httpServer: app.server, settings, screenToken: null, accounts: service.accounts, logger })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const direct = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  line.aim(direct)
  const town = createSmallTown(DESK_DAY)
  const importFile = async (kind: string, name: string, text: string): Promise<void> => {
    const form = new FormData()
    form.append('file', new Blob([text]), name)
    const answer = await fetch(`${direct}/api/v1/import/${kind}`, { method: 'POST', headers: { authorization: `Bearer ${KEY}` }, body: form })
    if (!answer.ok) throw new Error(`importing ${kind} answered ${answer.status}`)
  }
  for (const file of town.files) await importFile(...file)
  test.clock.setNow(noon)
  let accounts = 0
  const made: string[] = []
  const started: DeskTown = {
    ...test, origin: line.origin, line, town, password: PASSWORD, importFile,
    mend: () => line.aim(direct),
    async register(rows) {
      const { rejected } = await service.accept('household', rows, 'test')
      if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected)}`)
    },
    unitAt(building, room) {
      const [unit] = service.units({ compound: '测试一村', building, room }, {}, 'zh-CN')
      const view = service.desk.unit({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never, unit.id, 'zh-CN')!
      return { unit: unit.id, building: view.building.id }
    },
    async openAs(browser, role, path, options = {}, schools = ['all']) {
      const login = `officer${++accounts}`
      await service.accounts.lay({ login, name: `测试员${accounts}`, role, scope: ROLES.find(({ key }) => key === role)?.trees.includes('places') === false ? { places: [], schools } : { places: ['all'], schools: [] } }, PASSWORD, false)
      made.push(service.accounts.findByLogin(login)!.id)
      const answer = await fetch(`${direct}/api/v1/session`, { method: 'POST', body: JSON.stringify({ login, password: PASSWORD }), headers: { 'content-type': 'application/json' } })
      if (!answer.ok) throw new Error(`signing in answered ${answer.status}`)
      const cookies = answer.headers.getSetCookie().map((text) => {
        const [name, ...value] = text.split(';')[0].split('=')
        return { name, value: value.join('='), domain: host.split(':')[0], path: '/', httpOnly: true, sameSite: 'Strict' as const }
      })
      return openPage(browser, line.origin + path, { locale: 'zh-CN', ...options, cookies })
    },
    signEverybodyOut() {
      for (const id of made) service.accounts.signOutEverywhere(id, id)
    },
    async stop() {
      await line.stop()
      stopSockets()
      await app.close()
      await test.remove()
    },
  }
  return started
}
