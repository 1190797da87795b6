import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface TestProvider {
  issuer: string
  /** Who signs in next: the subject, and what the provider calls that person. */
  person: { subject: string; preferredUsername: string | null }
  /** Signs `person` in as a browser would, from our redirect on; returns the address that the provider sends it back to. */
  visit(url: string): Promise<URL>
  /** The same, refusing at the provider. */
  refuse(url: string): Promise<URL>
  stop(): Promise<void>
}

interface GrantContext { oidc: { client: { clientId: string }; session: { accountId: string }; provider: { Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> } } } }

/** A real OpenID provider on this machine, with one client; nobody types a password there. */
export async function createTestProvider(client: { id: string; secret: string; redirect: string }): Promise<TestProvider> {
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const http = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const names = new Map<string, string | null>()
  let isRefusing = false
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ['of the tests'] },
    claims: { profile: ['preferred_username'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_context: unknown, subject: string) => ({ accountId: subject, claims: async () => ({ sub: subject, ...(names.get(subject) && { preferred_username: names.get(subject) }) }) }),
    async loadExistingGrant({ oidc }: GrantContext) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  answer = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response)
    const { subject, preferredUsername } = test.person
    names.set(subject, preferredUsername)
    void provider.interactionFinished(request, response, isRefusing ? { error: 'access_denied' } : { login: { accountId: subject } })
  }

  async function walk(start: string): Promise<URL> {
    const cookies = new Map<string, string>()
    let url = start
    for (let steps = 0; steps < 10; steps++) {
      const step = await fetch(url, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
      for (const cookie of step.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
        cookies.set(name, value)
      }
      const next = step.headers.get('location')
      if (next === null) throw new Error(`the provider answers ${step.status}: ${await step.text()}`)
      url = new URL(next, url).href
      if (url.startsWith(client.redirect)) return new URL(url)
    }
    throw new Error('the provider goes round in circles')
  }

  const test: TestProvider = {
    issuer,
    person: { subject: 'subject-1', preferredUsername: null },
    visit: walk,
    async refuse(url) {
      isRefusing = true
      try {
        return await walk(url)
      } finally {
        isRefusing = false
      }
    },
    async stop() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return test
}
