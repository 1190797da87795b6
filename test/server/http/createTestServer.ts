import type { FastifyInstance } from 'fastify'
import { createAuditLog } from '../../../server/audit/createAuditLog.ts'
import { createAccounts } from '../../../server/auth/accounts/createAccounts.ts'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { readSettings } from '../../../server/settings.ts'
import { openStore } from '../../../server/store/openStore.ts'
import { createStandInService, type StandInService } from '../../fixtures/createStandInService.ts'

/** In memory, for all servers of one test file. */
const store = await openStore(':memory:')
const audit = createAuditLog(store.auditTable, Date.now)
const accounts = createAccounts({ tables: store.accountTables, audit, now: Date.now })

export const TEST_KEY = 'key-of-the-tests'
export const WITH_KEY = { authorization: `Bearer ${TEST_KEY}` }

export interface TestServer {
  app: FastifyInstance
  service: StandInService
  /** Lines that the server logged, as text. */
  logged: string[]
}

/** The doors over a stand-in world, not listening: use `app.inject`. */
export function createTestServer(options: { screenToken?: string; webRoot?: string; host?: string } = {}): TestServer {
  const logged: string[] = []
  const service = createStandInService()
  const app = createHttpServer({
    service,
    accounts,
    audit,
    settings: readSettings({ HOST: options.host }),
    apiKey: TEST_KEY,
    screenToken: options.screenToken ?? null,
    logger: createLogger({ level: 'debug', to: { write: (line: string) => { logged.push(line) } } }),
    webRoot: options.webRoot ?? '/nonexistent',
  })
  return { app, service, logged }
}
