import type { AddressInfo } from 'node:net'
import { createHttpServer } from '../../server/http/createHttpServer.ts'
import { createLogger } from '../../server/logger.ts'
import { readSettings } from '../../server/settings.ts'
import { startSockets } from '../../server/sockets/startSockets.ts'
import { createTestService, type TestService } from '../fixtures/createTestService.ts'

export const TEST_KEY = 'key-of-the-contract-tests'

export interface RunningServer extends TestService {
  origin: string
  logged: string[]
  /** GET with the key; the parsed JSON. */
  get<Answer = Record<string, unknown>>(path: string): Promise<Answer>
  post(path: string, body: string, contentType?: string): Promise<{ status: number; body: Record<string, never> & { [key: string]: unknown } }>
  importFile(kind: string, fileName: string, bytes: Uint8Array, crs?: string): Promise<{ status: number; body: ImportBody }>
  stop(): Promise<void>
}

export interface ImportBody {
  kind: string
  rows: number
  accepted: number
  duplicates: number
  rejected: number
  rejectsFile: string | null
  columns: { header: string; takenFor: string | null }[]
  warnings: { code: string; reason: string }[]
  code?: string
  reason?: string
}

/** The real inside behind the real doors, listening on a free port of this machine. */
export async function createRunningServer(options: Parameters<typeof createTestService>[0] = {}): Promise<RunningServer> {
  const test = await createTestService(options)
  const settings = readSettings({})
  const logged: string[] = []
  const logger = createLogger({ level: 'debug', to: { write: (line: string) => { logged.push(line) } } })
  const app = createHttpServer({ service: test.service, accounts: test.service.accounts, audit: test.service.audit, settings, apiKey: TEST_KEY, screenToken: null, logger, webRoot: '/nonexistent' })
  const stopSockets = startSockets({ service: test.service, httpServer: app.server, settings, screenToken: null, accounts: test.service.accounts, logger })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const headers = { authorization: `Bearer ${TEST_KEY}` }
  return {
    ...test, origin, logged,
    async get(path) {
      return (await fetch(origin + path, { headers })).json()
    },
    async post(path, body, contentType = 'application/json') {
      const answer = await fetch(origin + path, { method: 'POST', body, headers: { ...headers, 'content-type': contentType } })
      return { status: answer.status, body: await answer.json() }
    },
    async importFile(kind, fileName, bytes, crs) {
      const form = new FormData()
      if (crs) form.append('crs', crs)
      form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName)
      const answer = await fetch(`${origin}/api/v1/import/${kind}`, { method: 'POST', body: form, headers })
      return { status: answer.status, body: await answer.json() }
    },
    async stop() {
      stopSockets()
      await app.close()
      await test.remove()
    },
  }
}
