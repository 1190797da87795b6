import type { FastifyInstance } from 'fastify'
import type { AccountDraft, Accounts } from '../../../server/auth/accounts/accounts.ts'
import { SESSION_COOKIE } from '../../../server/auth/readCookie.ts'
import { ROLES } from '../../../server/auth/roles.ts'
import type { Scope } from '../../../server/auth/user.ts'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { readSettings } from '../../../server/settings.ts'
import { createLedger, createRosterRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

export const AUTH_KEY = 'key-of-the-auth-tests'
export const SCREEN_TOKEN = 'screen-of-the-auth-tests'
export const HOST = 'desk.district.example'
export const OWN_ORIGIN = `http://${HOST}`
export const PASSWORD = 'a quiet long password'

export interface AuthServer extends TestService {
  app: FastifyInstance
  accounts: Accounts
  logged: string[]
  /** The clock of sessions, locks and the audit log. */
  time: { at: number }
  /** Headers of a page of ours where that login has signed in just now, without a password. */
  signedIn(login: string): Record<string, string>
  /** An account with PASSWORD. */
  lay(draft: Partial<AccountDraft> & { login: string }, mustChange?: boolean): Promise<string>
  stop(): Promise<void>
}

/** The real inside behind the real doors of a server that listens beyond this machine; not listening: `app.inject`. */
export async function createAuthServer(environment: Record<string, string> = {}): Promise<AuthServer> {
  const time = { at: Date.parse('2020-02-16T12:00:00+08:00') }
  const test = await createTestService({ accountClock: { now: () => time.at } })
  await test.service.accept('units', createLedger({ buildings: 1 }), 'test')
  await test.service.accept('units', createLedger({ buildings: 1, compound: '别处新村', committee: '别处居委会' }), 'test')
  await test.service.accept('roster', [createRosterRow(1)], 'test')
  const { accounts, audit } = test.service
  const logged: string[] = []
  const app = createHttpServer({
    service: test.service, accounts, audit, settings: readSettings({ HOST: '0.0.0.0', ...environment }), apiKey: AUTH_KEY, screenToken: SCREEN_TOKEN, webRoot: '/nonexistent',
    logger: createLogger({ level: 'debug', to: { write: (line: string) => { logged.push(line) } } }),
  })
  return {
    ...test, app, accounts, logged, time,
    signedIn(login) {
      const { token } = accounts.signInBySubject(`test ${login}`, login)!
      return { host: HOST, origin: OWN_ORIGIN, cookie: `other=1; ${SESSION_COOKIE}=${token}` }
    },
    async lay(draft, mustChange = false) {
      await accounts.lay({ name: `名字${draft.login}`, role: 'committee-officer', scope: { places: ['n0'], schools: [] }, ...draft }, PASSWORD, mustChange)
      return accounts.findByLogin(draft.login)!.id
    },
    async stop() {
      await app.close()
      await test.remove()
    },
  }
}

/** A scope over everything that the role has a use for. */
export function wholeScope(role: string): Scope {
  const trees = ROLES.find(({ key }) => key === role)!.trees
  return { places: trees.includes('places') ? ['all'] : [], schools: trees.includes('schools') ? ['all'] : [] }
}
