import type { FastifyInstance } from 'fastify'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { readSettings } from '../../../server/settings.ts'
import { createStandInService, type StandInService } from '../../fixtures/createStandInService.ts'

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
    settings: readSettings({ HOST: options.host }),
    apiKey: TEST_KEY,
    screenToken: options.screenToken ?? null,
    logger: createLogger({ level: 'debug', to: { write: (line: string) => { logged.push(line) } } }),
    webRoot: options.webRoot ?? '/nonexistent',
  })
  return { app, service, logged }
}
