import type { Principal } from './accessTable.ts'
import { isLoopbackName } from './isLoopbackName.ts'
import { secretEquals } from './secretEquals.ts'

/** What is known of a caller, whether it came by HTTP or by a socket's handshake. */
export interface Credentials {
  /** The `Authorization` header as sent: `Bearer` and the API key or the screen token. */
  authorization?: string
  /** `auth.screen` of a socket's handshake. */
  screen?: string
  /** The `Host` header as sent. */
  host?: string
}

export interface Secrets {
  apiKey: string
  /** Null when the server listens on a loopback address and walls need none. */
  screenToken: string | null
}

export interface Recognised {
  principal: Principal
  /** A secret was shown and it is not ours: 401 even where a screen could pass, so that a typo is noticed. */
  wrongSecret: boolean
}

/** Who is asking. Never throws; whoever cannot be recognised is anonymous. */
export function principalOf(credentials: Credentials, secrets: Secrets): Recognised {
  const { authorization, screen, host } = credentials
  if (authorization !== undefined || screen) {
    const shown = authorization === undefined ? screen : /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1]
    if (shown === undefined || shown.length > 512) return WRONG
    if (secretEquals(shown, secrets.apiKey)) return { principal: 'key', wrongSecret: false }
    return secrets.screenToken !== null && secretEquals(shown, secrets.screenToken) ? SCREEN : WRONG
  }
  // Only under a loopback name: a page elsewhere that points its own name at 127.0.0.1 must not read the wall.
  return secrets.screenToken === null && isLoopbackName(hostName(host ?? '')) ? SCREEN : NOBODY
}

const SCREEN: Recognised = { principal: 'screen', wrongSecret: false }
const NOBODY: Recognised = { principal: 'anonymous', wrongSecret: false }
const WRONG: Recognised = { principal: 'anonymous', wrongSecret: true }

/** `localhost:8066` → `localhost`, `[::1]:8066` → `::1`. */
function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)
  return bracketed ? bracketed[1] : host.replace(/:\d+$/, '')
}
