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
  /** Of the demo's player, made anew at each start; null or absent in a real system. */
  demoKey?: string | null
  /** The device at a gate whose key that is, or null. */
  deviceOf?: (key: string) => string | null
}

export interface Recognised {
  principal: Principal
  /** A secret was shown and it is not ours: told apart from none, so that a typo is noticed. */
  wrongSecret: boolean
  /** Of a device. */
  device?: string
}

/** Who is asking. Never throws; whoever cannot be recognised is anonymous. */
export function principalOf(credentials: Credentials, secrets: Secrets): Recognised {
  const { authorization, screen, host } = credentials
  // Only under a loopback name: a page elsewhere that points its own name at 127.0.0.1 must not read the wall.
  const unproven = secrets.screenToken === null && isLoopbackName(hostName(host ?? '')) ? 'screen' : 'anonymous'
  if (authorization === undefined && !screen) return { principal: unproven, wrongSecret: false }
  const shown = authorization === undefined ? screen : /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1]
  if (shown !== undefined && shown.length <= 512) {
    if (secretEquals(shown, secrets.apiKey)) return { principal: 'key', wrongSecret: false }
    if (secrets.demoKey && secretEquals(shown, secrets.demoKey)) return { principal: 'demo', wrongSecret: false }
    const device = secrets.deviceOf?.(shown)
    if (device) return { principal: 'device', wrongSecret: false, device }
    if (secrets.screenToken !== null && secretEquals(shown, secrets.screenToken)) return { principal: 'screen', wrongSecret: false }
  }
  // A screen that keeps the token of an earlier installation is still a screen where none is needed.
  return { principal: unproven, wrongSecret: true }
}

/** `localhost:8066` → `localhost`, `[::1]:8066` → `::1`. */
function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)
  return bracketed ? bracketed[1] : host.replace(/:\d+$/, '')
}
