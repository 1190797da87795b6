import type { Principal } from './accessTable.ts'
import { isLoopbackName } from './isLoopbackName.ts'
import { secretEquals } from './secretEquals.ts'

/** What is known of a caller, whether it came by HTTP or by a socket's handshake. */
export interface Credentials {
  /** The `Authorization` header as sent. */
  authorization?: string
  /** The `x-liuse-screen` header, or `auth.screen` of a handshake. */
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
  if (credentials.authorization !== undefined) {
    const key = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(credentials.authorization)?.[1]
    return key !== undefined && secretEquals(key, secrets.apiKey)
      ? { principal: 'key', wrongSecret: false }
      : { principal: 'anonymous', wrongSecret: true }
  }
  if (secrets.screenToken === null) {
    // Only under a loopback name: a page elsewhere that points its own name at 127.0.0.1 must not read the wall.
    return { principal: isLoopbackName(hostName(credentials.host ?? '')) ? 'screen' : 'anonymous', wrongSecret: false }
  }
  if (credentials.screen === undefined || credentials.screen === '') return { principal: 'anonymous', wrongSecret: false }
  const isScreen = credentials.screen.length <= 512 && secretEquals(credentials.screen, secrets.screenToken)
  return { principal: isScreen ? 'screen' : 'anonymous', wrongSecret: !isScreen }
}

/** `localhost:8066` → `localhost`, `[::1]:8066` → `::1`. */
function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)
  return bracketed ? bracketed[1] : host.replace(/:\d+$/, '')
}
