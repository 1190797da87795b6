import { randomBytes } from 'node:crypto'
import * as client from 'openid-client'
import type { OidcSettings } from '../../settings.ts'

/** Signing in at the provider takes a minute; a password that is looked for, a few. */
const FLOW_MS = 10 * 60_000
const MOST_FLOWS = 10_000
const PROVIDER_TIMEOUT_SECONDS = 10

/** The provider cannot be reached, or does not answer as one. */
export class OidcUnavailableError extends Error {}

export interface OidcIdentity {
  /** Issuer and subject: one person for ever. */
  subject: string
  /** What the provider says the person is called; looked at once, to find the account. */
  preferredLogin: string | null
}

export interface OidcClient {
  /** Where to send the browser, and the opaque name of this attempt, for a cookie. Throws OidcUnavailableError. */
  begin(): Promise<{ url: string; flow: string }>
  /** Who came back; null when it is not the answer to that attempt, or a refusal. Each attempt once. Throws OidcUnavailableError. */
  finish(search: string, flow: string): Promise<OidcIdentity | null>
}

interface Flow { state: string; nonce: string; verifier: string; until: number }

/** Authorization code flow with PKCE, state and nonce. Attempts are kept in memory: a restart asks people to begin again. */
export function createOidcClient(settings: OidcSettings, now: () => number): OidcClient {
  const flows = new Map<string, Flow>()
  let discovered: Promise<client.Configuration> | null = null

  function configuration(): Promise<client.Configuration> {
    // settings.ts lets http through for this machine only.
    const execute = settings.issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
    discovered ??= client.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, { execute, timeout: PROVIDER_TIMEOUT_SECONDS })
      .catch((error: unknown) => {
        discovered = null
        throw new OidcUnavailableError('discovery failed', { cause: error })
      })
    return discovered
  }

  function sweep(): void {
    for (const [id, flow] of flows) if (flow.until <= now() || flows.size > MOST_FLOWS) flows.delete(id)
  }

  return {
    async begin() {
      const config = await configuration()
      const flow: Flow = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), until: now() + FLOW_MS }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirect, scope: 'openid profile', state: flow.state, nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier), code_challenge_method: 'S256',
      })
      const id = randomBytes(24).toString('base64url')
      flows.set(id, flow)
      sweep()
      return { url: url.href, flow: id }
    },

    async finish(search, id) {
      sweep()
      const flow = flows.get(id)
      flows.delete(id)
      if (!flow) return null
      const config = await configuration()
      const url = new URL(settings.redirect)
      url.search = search
      try {
        const tokens = await client.authorizationCodeGrant(config, url, { expectedState: flow.state, expectedNonce: flow.nonce, pkceCodeVerifier: flow.verifier, idTokenExpected: true })
        const claims = tokens.claims()
        if (!claims) return null
        const preferred = claims.preferred_username ?? (await client.fetchUserInfo(config, tokens.access_token, claims.sub).catch(() => null))?.preferred_username
        return { subject: `${claims.iss} ${claims.sub}`, preferredLogin: typeof preferred === 'string' ? preferred : null }
      } catch (error) {
        // A refusal at the provider, a forged state, a code used twice: all the same to us.
        if (error instanceof TypeError) throw new OidcUnavailableError('no answer', { cause: error })
        return null
      }
    },
  }
}
