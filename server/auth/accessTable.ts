/**
 * Who may do what: every HTTP route and every socket event stands here, and nothing else is served. A route that is
 * missing stops the start; test/server/auth walks the whole table principal by principal. Deny by default.
 */

import { EVENT } from '../protocol/events.ts'

/**
 * anonymous: nobody in particular. screen: a wall; on a loopback address every local visitor is one, elsewhere it has
 * the screen token. key: whoever has the API key. demo: this process itself, playing the demo's day by a key that never
 * leaves it. user (a signed-in officer) comes later and is in no row of data yet.
 */
export const PRINCIPALS = ['anonymous', 'screen', 'key', 'demo', 'user'] as const
export type Principal = (typeof PRINCIPALS)[number]

export interface RouteAccess {
  method: 'GET' | 'POST'
  /** As registered with Fastify; HEAD goes with GET. */
  path: string
  allow: readonly Principal[]
}

export interface EventAccess {
  event: string
  /** `in`: sent by a client. `out`: sent by the server, to sessions of these principals only. */
  direction: 'in' | 'out'
  allow: readonly Principal[]
}

const ANYBODY: readonly Principal[] = PRINCIPALS
const KEY: readonly Principal[] = ['key']
const WALL: readonly Principal[] = ['screen', 'key']

export const ROUTE_ACCESS: readonly RouteAccess[] = [
  { method: 'GET', path: '/healthz', allow: ANYBODY },

  // Reports, registers and erasure in.
  { method: 'POST', path: '/api/v1/feeds/:feed', allow: ['key', 'demo'] },
  { method: 'POST', path: '/api/v1/import/:kind', allow: ['key', 'demo'] },
  { method: 'GET', path: '/api/v1/rejects/:id', allow: KEY },
  { method: 'POST', path: '/api/v1/people/erase', allow: KEY },

  // Answers.
  { method: 'GET', path: '/api/v1/summary', allow: KEY },
  { method: 'GET', path: '/api/v1/units', allow: KEY },
  { method: 'GET', path: '/api/v1/places', allow: KEY },
  { method: 'GET', path: '/api/v1/schools/:name/days/:date', allow: KEY },

  // What a wall fetches: geometry, status bytes and aggregates; no unit, no person.
  { method: 'GET', path: '/api/v1/layout/:hash', allow: WALL },
  { method: 'GET', path: '/api/v1/snapshot/:worldId/:rev', allow: WALL },

  // The description of this interface: no data, but not for the open street either.
  { method: 'GET', path: '/api/docs', allow: WALL },
  { method: 'GET', path: '/api/docs/', allow: WALL },
  { method: 'GET', path: '/api/docs/json', allow: WALL },
  { method: 'GET', path: '/api/docs/yaml', allow: WALL },
  { method: 'GET', path: '/api/docs/static/index.html', allow: WALL },
  { method: 'GET', path: '/api/docs/static/swagger-initializer.js', allow: WALL },
  { method: 'GET', path: '/api/docs/static/*', allow: WALL },

  // The web app itself: code and fonts, no data.
  { method: 'GET', path: '/', allow: ANYBODY },
  { method: 'GET', path: '/wall', allow: ANYBODY },
  { method: 'GET', path: '/desk', allow: ANYBODY },
  { method: 'GET', path: '/brief', allow: ANYBODY },
  { method: 'GET', path: '/*', allow: ANYBODY },
]

export const EVENT_ACCESS: readonly EventAccess[] = [
  { event: EVENT.hello, direction: 'in', allow: WALL },
  { event: EVENT.delta, direction: 'out', allow: WALL },
  { event: EVENT.reset, direction: 'out', allow: WALL },
  { event: EVENT.refused, direction: 'out', allow: WALL },
]

/** The row of a route, or null: then nobody may. */
export function accessOfRoute(method: string, path: string): RouteAccess | null {
  const asked = method === 'HEAD' ? 'GET' : method
  return ROUTE_ACCESS.find((row) => row.method === asked && row.path === path) ?? null
}

/** Whether that principal may send (in) or be sent (out) the event; false for an unlisted one. */
export function mayUseEvent(event: string, direction: EventAccess['direction'], principal: Principal): boolean {
  return EVENT_ACCESS.some((row) => row.event === event && row.direction === direction && row.allow.includes(principal))
}
