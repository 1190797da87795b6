/**
 * Who may do what: every HTTP route and every socket event stands here, and nothing else is served. A route that is
 * missing stops the start; test/server/auth walks the whole table principal by principal. Deny by default.
 */

import { EVENT } from '../protocol/events.ts'
import type { Permission } from './permissions.ts'

/**
 * anonymous: nobody in particular. screen: a wall; on a loopback address every local visitor is one, elsewhere it has
 * the screen token. key: whoever has the API key. demo: this process itself, playing the demo's day by a key that never
 * leaves it. device: a thermometer, terminal or reader at a school's gate, with a key of its own; it posts for its own
 * campus only. user: somebody who has signed in; what a row lets users do it lets those with its permission do.
 */
export const PRINCIPALS = ['anonymous', 'screen', 'key', 'demo', 'device', 'user'] as const
export type Principal = (typeof PRINCIPALS)[number]

export interface RouteAccess {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As registered with Fastify; HEAD goes with GET. */
  path: string
  allow: readonly Principal[]
  /** What a user's role must allow; absent: any user. Whom of the data it reaches is decided by the scope where it is read. */
  needs?: Permission
  /** Answered also while the password must be changed. */
  whileChangingPassword?: true
}

export interface EventAccess {
  event: string
  /** `in`: sent by a client. `out`: sent by the server, to sessions of these principals only. */
  direction: 'in' | 'out'
  allow: readonly Principal[]
  /** What a user's role must allow. */
  needs?: Permission
}

const ANYBODY: readonly Principal[] = PRINCIPALS
const KEY: readonly Principal[] = ['key']
const WALL: readonly Principal[] = ['screen', 'key', 'user']
const DOCS: readonly Principal[] = ['screen', 'key']
const USER: readonly Principal[] = ['user']
const DEVICE: readonly Principal[] = ['device']

export const ROUTE_ACCESS: readonly RouteAccess[] = [
  { method: 'GET', path: '/healthz', allow: ANYBODY },

  // Signing in and out. What a session may see of itself needs no permission.
  { method: 'GET', path: '/api/v1/session/options', allow: ANYBODY, whileChangingPassword: true },
  { method: 'GET', path: '/api/v1/session/oidc', allow: ANYBODY, whileChangingPassword: true },
  { method: 'GET', path: '/api/v1/session/oidc/callback', allow: ANYBODY, whileChangingPassword: true },
  { method: 'POST', path: '/api/v1/session', allow: ANYBODY, whileChangingPassword: true },
  { method: 'GET', path: '/api/v1/session', allow: USER, whileChangingPassword: true },
  { method: 'DELETE', path: '/api/v1/session', allow: USER, whileChangingPassword: true },
  { method: 'DELETE', path: '/api/v1/sessions', allow: USER, whileChangingPassword: true },
  { method: 'POST', path: '/api/v1/session/password', allow: USER, whileChangingPassword: true },

  // Accounts, and the log of who saw or changed what.
  { method: 'GET', path: '/api/v1/roles', allow: USER, needs: 'accounts.manage' },
  { method: 'GET', path: '/api/v1/accounts', allow: USER, needs: 'accounts.manage' },
  { method: 'POST', path: '/api/v1/accounts', allow: USER, needs: 'accounts.manage' },
  { method: 'PUT', path: '/api/v1/accounts/:id', allow: USER, needs: 'accounts.manage' },
  { method: 'POST', path: '/api/v1/accounts/import', allow: USER, needs: 'accounts.manage' },
  { method: 'GET', path: '/api/v1/accounts/campuses', allow: USER, needs: 'accounts.manage' },
  { method: 'GET', path: '/api/v1/accounts/campuses/:id', allow: USER, needs: 'accounts.manage' },
  { method: 'DELETE', path: '/api/v1/accounts/:id/sessions', allow: USER, needs: 'accounts.manage' },
  { method: 'GET', path: '/api/v1/audit', allow: USER, needs: 'audit.read' },
  { method: 'GET', path: '/api/v1/audit.csv', allow: USER, needs: 'audit.read' },
  { method: 'GET', path: '/api/v1/audit/verify', allow: USER, needs: 'audit.read' },

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
  { method: 'GET', path: '/api/v1/schools/:name/days/:date/grades/:grade', allow: KEY },
  { method: 'GET', path: '/api/v1/schools/:name/days/:date/grades/:grade/classes/:class', allow: KEY },

  // The desk. What is out of the user's scope is not found.
  { method: 'GET', path: '/api/v1/desk/places', allow: USER, needs: 'units.read' },
  { method: 'GET', path: '/api/v1/desk/buildings/:id', allow: USER, needs: 'units.read' },
  { method: 'POST', path: '/api/v1/desk/buildings/:id/taken-down', allow: USER, needs: 'registers.import' },
  { method: 'GET', path: '/api/v1/desk/posters/:id', allow: USER, needs: 'units.read' },
  { method: 'GET', path: '/api/v1/desk/units/:id', allow: USER, needs: 'units.read' },
  { method: 'GET', path: '/api/v1/desk/today', allow: USER, needs: 'units.read' },
  { method: 'POST', path: '/api/v1/desk/search', allow: USER, needs: 'units.read' },
  { method: 'POST', path: '/api/v1/desk/people/:id/show', allow: USER, needs: 'people.show' },
  { method: 'POST', path: '/api/v1/desk/people/:id/call', allow: USER, needs: 'people.call' },
  { method: 'GET', path: '/api/v1/desk/units/:id/timeline', allow: USER, needs: 'units.read' },
  { method: 'POST', path: '/api/v1/desk/units/:id/landlord/show', allow: USER, needs: 'people.show' },
  { method: 'POST', path: '/api/v1/desk/units/:id/landlord/call', allow: USER, needs: 'people.call' },
  { method: 'POST', path: '/api/v1/desk/units/:id/plates/show', allow: USER, needs: 'people.show' },
  { method: 'POST', path: '/api/v1/desk/reports', allow: USER, needs: 'units.report' },
  // Verification lists. An export in clear needs `export.clear` and a reason as well.
  { method: 'GET', path: '/api/v1/desk/lists', allow: USER, needs: 'tasks.answer' },
  { method: 'GET', path: '/api/v1/desk/lists/:id', allow: USER, needs: 'tasks.answer' },
  { method: 'POST', path: '/api/v1/desk/lists/import', allow: USER, needs: 'tasks.manage' },
  { method: 'POST', path: '/api/v1/desk/lists/:id/export', allow: USER, needs: 'export.masked' },
  { method: 'GET', path: '/api/v1/desk/tasks/:id', allow: USER, needs: 'tasks.answer' },
  { method: 'GET', path: '/api/v1/desk/tasks/:id/candidates', allow: USER, needs: 'tasks.manage' },
  { method: 'POST', path: '/api/v1/desk/tasks/:id/show', allow: USER, needs: 'people.show' },
  { method: 'POST', path: '/api/v1/desk/tasks/:id/call', allow: USER, needs: 'people.call' },
  { method: 'POST', path: '/api/v1/desk/tasks/answers', allow: USER, needs: 'tasks.answer' },
  // Files of ledgers, residents, returns, rosters and maps. Rows out of the user's scope are not taken.
  { method: 'POST', path: '/api/v1/desk/imports/preview', allow: USER, needs: 'registers.import' },
  { method: 'POST', path: '/api/v1/desk/imports', allow: USER, needs: 'registers.import' },
  // The region list.
  { method: 'GET', path: '/api/v1/desk/regions', allow: USER, needs: 'regions.manage' },
  { method: 'POST', path: '/api/v1/desk/regions', allow: USER, needs: 'regions.manage' },
  { method: 'POST', path: '/api/v1/desk/regions/preview', allow: USER, needs: 'regions.manage' },
  { method: 'POST', path: '/api/v1/desk/regions/read', allow: USER, needs: 'regions.manage' },

  // Codes to print, rounds of masks, papers. A paper in full asks for people.show besides.
  { method: 'GET', path: '/api/v1/desk/qr-sheets/:placeId', allow: USER, needs: 'units.read' },
  { method: 'POST', path: '/api/v1/desk/codes/rotate', allow: USER, needs: 'accounts.manage' },
  { method: 'POST', path: '/api/v1/desk/self-reports/:seq/confirm', allow: USER, needs: 'units.report' },
  { method: 'GET', path: '/api/v1/desk/rounds', allow: USER, needs: 'units.read' },
  { method: 'POST', path: '/api/v1/desk/rounds', allow: USER, needs: 'rounds.manage' },
  { method: 'GET', path: '/api/v1/desk/rounds/:id/bookings', allow: USER, needs: 'units.read' },
  { method: 'POST', path: '/api/v1/desk/bookings', allow: USER, needs: 'units.report' },
  { method: 'POST', path: '/api/v1/desk/bookings/:seq/call', allow: USER, needs: 'people.call' },
  { method: 'POST', path: '/api/v1/desk/papers', allow: USER, needs: 'units.read' },

  // The page behind a code: whoever has the code may send; nothing that anybody sent is ever answered.
  { method: 'GET', path: '/api/v1/residents/:token', allow: ANYBODY },
  { method: 'POST', path: '/api/v1/residents/:token', allow: ANYBODY },
  { method: 'GET', path: '/r/:token', allow: ANYBODY },

  // The page of a class, for whoever has its code: no roster and no answer of anybody; and the secret link of its teacher.
  { method: 'GET', path: '/api/v1/school/classes/:token', allow: ANYBODY },
  { method: 'POST', path: '/api/v1/school/classes/:token', allow: ANYBODY },
  { method: 'POST', path: '/api/v1/school/classes/:token/pick', allow: ANYBODY },
  { method: 'POST', path: '/api/v1/school/classes/:token/today', allow: ANYBODY },
  { method: 'GET', path: '/api/v1/school/class-links/:token', allow: ANYBODY },
  { method: 'POST', path: '/api/v1/school/class-links/:token', allow: ANYBODY },
  // Codes and links at the desk, and the versions of forms; who may publish one is decided by the scope as well.
  { method: 'GET', path: '/api/v1/school/links', allow: USER, needs: 'pupils.report' },
  { method: 'GET', path: '/api/v1/school/links/sheet', allow: USER, needs: 'pupils.report' },
  { method: 'POST', path: '/api/v1/school/links/:id/replace', allow: USER, needs: 'pupils.report' },
  { method: 'GET', path: '/api/v1/school/checks/:seq', allow: USER, needs: 'pupils.read' },
  { method: 'POST', path: '/api/v1/school/links/:id/teachers', allow: USER, needs: 'pupils.report' },
  { method: 'DELETE', path: '/api/v1/school/links/:id/teachers/:link', allow: USER, needs: 'pupils.report' },
  { method: 'GET', path: '/api/v1/school/forms', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/forms', allow: USER, needs: 'school.manage' },
  { method: 'GET', path: '/api/v1/desk/forms', allow: USER, needs: 'rounds.manage' },
  { method: 'POST', path: '/api/v1/desk/forms', allow: USER, needs: 'rounds.manage' },

  // The daily report, the superior's forms, the hand-over page: figures, addresses within the scope, officers' own names.
  { method: 'GET', path: '/api/v1/desk/daily', allow: USER, needs: 'reports.read' },
  { method: 'GET', path: '/api/v1/desk/daily/:day', allow: USER, needs: 'reports.read' },
  { method: 'GET', path: '/api/v1/desk/daily/:day/reasons', allow: USER, needs: 'reports.read' },
  { method: 'GET', path: '/api/v1/desk/daily/:day/files/:format', allow: USER, needs: 'reports.read' },
  { method: 'POST', path: '/api/v1/desk/daily-time', allow: USER, needs: 'reports.manage' },
  { method: 'GET', path: '/api/v1/desk/report-forms', allow: USER, needs: 'reports.manage' },
  { method: 'POST', path: '/api/v1/desk/report-forms', allow: USER, needs: 'reports.manage' },
  { method: 'GET', path: '/api/v1/desk/report-forms/:id', allow: USER, needs: 'reports.manage' },
  { method: 'POST', path: '/api/v1/desk/report-forms/:id/mapping', allow: USER, needs: 'reports.manage' },
  { method: 'DELETE', path: '/api/v1/desk/report-forms/:id', allow: USER, needs: 'reports.manage' },
  { method: 'GET', path: '/api/v1/desk/report-forms/:id/filled/:day', allow: USER, needs: 'reports.manage' },
  { method: 'GET', path: '/api/v1/desk/report-forms/:id/files/:day', allow: USER, needs: 'reports.manage' },
  { method: 'GET', path: '/api/v1/desk/hand-over', allow: USER, needs: 'reports.read' },
  { method: 'POST', path: '/api/v1/desk/hand-over/notes', allow: USER, needs: 'units.report' },
  { method: 'POST', path: '/api/v1/desk/hand-over/notes/:id/done', allow: USER, needs: 'units.report' },

  // Who is missing by name, and who is told of it.
  { method: 'POST', path: '/api/v1/school/missing', allow: USER, needs: 'people.show' },
  // Figures of schools, and lists of pupils with masked names. A screen gets a campus's figures without the small ones.
  { method: 'GET', path: '/api/v1/school/boards', allow: USER, needs: 'pupils.read' },
  { method: 'GET', path: '/api/v1/school/campuses/:id/board', allow: WALL, needs: 'pupils.read' },
  { method: 'GET', path: '/api/v1/school/campuses/:id/pupils', allow: USER, needs: 'pupils.read' },
  { method: 'POST', path: '/api/v1/school/pupils/:id/show', allow: USER, needs: 'people.show' },
  { method: 'POST', path: '/api/v1/school/pupils/:id/call', allow: USER, needs: 'people.call' },
  { method: 'POST', path: '/api/v1/school/reports', allow: USER, needs: 'pupils.report' },
  { method: 'GET', path: '/api/v1/school/unmatched', allow: USER, needs: 'rosters.manage' },
  { method: 'GET', path: '/api/v1/school/campuses/:id/roster', allow: USER, needs: 'pupils.read' },
  { method: 'POST', path: '/api/v1/school/rosters/preview', allow: USER, needs: 'rosters.manage' },
  { method: 'POST', path: '/api/v1/school/rosters/apply', allow: USER, needs: 'rosters.manage' },
  { method: 'POST', path: '/api/v1/school/rosters/promotion/preview', allow: USER, needs: 'rosters.manage' },
  { method: 'POST', path: '/api/v1/school/rosters/promotion', allow: USER, needs: 'rosters.manage' },
  { method: 'POST', path: '/api/v1/school/rosters/changes', allow: USER, needs: 'rosters.manage' },
  { method: 'GET', path: '/api/v1/school/calendar', allow: USER, needs: 'pupils.read' },
  { method: 'POST', path: '/api/v1/school/calendar', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/pupils/:id/home', allow: USER, needs: 'rosters.manage' },

  { method: 'GET', path: '/api/v1/school/chase', allow: USER, needs: 'pupils.read' },
  { method: 'GET', path: '/api/v1/school/chase/targets', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/chase/targets', allow: USER, needs: 'school.manage' },
  { method: 'DELETE', path: '/api/v1/school/chase/targets/:id', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/chase/targets/:id/test', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/chase/steps', allow: USER, needs: 'school.manage' },

  // Alerts of schools; passing one on asks for alerts.pass-on besides. The authority: whoever answers for all schools.
  { method: 'GET', path: '/api/v1/school/alerts', allow: USER, needs: 'alerts.work' },
  { method: 'GET', path: '/api/v1/school/alerts/counts', allow: USER, needs: 'alerts.work' },
  { method: 'GET', path: '/api/v1/school/alerts/times', allow: USER, needs: 'alerts.work' },
  { method: 'GET', path: '/api/v1/school/alerts/:id', allow: USER, needs: 'alerts.work' },
  { method: 'POST', path: '/api/v1/school/alerts/:id/steps', allow: USER, needs: 'alerts.work' },
  { method: 'POST', path: '/api/v1/school/alerts/:id/group', allow: USER, needs: 'alerts.work' },
  { method: 'GET', path: '/api/v1/school/authority', allow: USER, needs: 'school.manage' },
  { method: 'PUT', path: '/api/v1/school/authority', allow: USER, needs: 'school.manage' },

  // A school's gate: the page of whoever stands there, its devices, and what the devices themselves send.
  { method: 'GET', path: '/api/v1/school/gates', allow: USER, needs: 'gate.work' },
  { method: 'GET', path: '/api/v1/school/campuses/:id/gate', allow: USER, needs: 'gate.work' },
  { method: 'GET', path: '/api/v1/school/campuses/:id/gate/news', allow: USER, needs: 'gate.work' },
  { method: 'POST', path: '/api/v1/school/campuses/:id/gate/passes', allow: USER, needs: 'gate.work' },
  { method: 'POST', path: '/api/v1/school/campuses/:id/gate/cards', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/campuses/:id/gate/cards/preview', allow: USER, needs: 'school.manage' },
  { method: 'PUT', path: '/api/v1/school/campuses/:id/gate/settings', allow: USER, needs: 'school.manage' },
  { method: 'GET', path: '/api/v1/school/devices', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/devices', allow: USER, needs: 'school.manage' },
  { method: 'PUT', path: '/api/v1/school/devices/:id', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/school/devices/:id/key', allow: USER, needs: 'school.manage' },
  { method: 'POST', path: '/api/v1/devices/readings', allow: DEVICE },
  { method: 'POST', path: '/api/v1/devices/heartbeat', allow: DEVICE },

  // What a wall fetches: geometry, status bytes and aggregates; no unit, no person.
  { method: 'GET', path: '/api/v1/layout/:hash', allow: WALL, needs: 'wall.read' },
  { method: 'GET', path: '/api/v1/snapshot/:worldId/:rev', allow: WALL, needs: 'wall.read' },

  // The description of this interface: no data, but not for the open street either.
  { method: 'GET', path: '/api/docs', allow: DOCS },
  { method: 'GET', path: '/api/docs/', allow: DOCS },
  { method: 'GET', path: '/api/docs/json', allow: DOCS },
  { method: 'GET', path: '/api/docs/yaml', allow: DOCS },
  { method: 'GET', path: '/api/docs/static/index.html', allow: DOCS },
  { method: 'GET', path: '/api/docs/static/swagger-initializer.js', allow: DOCS },
  { method: 'GET', path: '/api/docs/static/*', allow: DOCS },

  // The web app itself: code and fonts, no data.
  { method: 'GET', path: '/', allow: ANYBODY },
  { method: 'GET', path: '/wall', allow: ANYBODY },
  { method: 'GET', path: '/desk', allow: ANYBODY },
  { method: 'GET', path: '/desk/*', allow: ANYBODY },
  { method: 'GET', path: '/brief', allow: ANYBODY },
  { method: 'GET', path: '/school/*', allow: ANYBODY },
  { method: 'GET', path: '/*', allow: ANYBODY },
]

export const EVENT_ACCESS: readonly EventAccess[] = [
  { event: EVENT.hello, direction: 'in', allow: WALL, needs: 'wall.read' },
  { event: EVENT.delta, direction: 'out', allow: WALL, needs: 'wall.read' },
  { event: EVENT.reset, direction: 'out', allow: WALL, needs: 'wall.read' },
  { event: EVENT.deskUnits, direction: 'out', allow: USER, needs: 'units.read' },
  { event: EVENT.schoolAlerts, direction: 'out', allow: USER, needs: 'alerts.work' },
  { event: EVENT.schoolWatch, direction: 'in', allow: WALL, needs: 'pupils.read' },
  { event: EVENT.schoolBoard, direction: 'out', allow: WALL, needs: 'pupils.read' },
  { event: EVENT.refused, direction: 'out', allow: WALL },
]

/** The row of a route, or null: then nobody may. */
export function accessOfRoute(method: string, path: string): RouteAccess | null {
  const asked = method === 'HEAD' ? 'GET' : method
  return ROUTE_ACCESS.find((row) => row.method === asked && row.path === path) ?? null
}

/** Whether a row lets that principal; a user also needs the row's permission. */
export function isAllowed(row: Pick<RouteAccess, 'allow' | 'needs'>, principal: Principal, permissions: ReadonlySet<Permission> = NO_PERMISSIONS): boolean {
  if (!row.allow.includes(principal)) return false
  return principal !== 'user' || row.needs === undefined || permissions.has(row.needs)
}
const NO_PERMISSIONS: ReadonlySet<Permission> = new Set()

/** Whether that principal may send (in) or be sent (out) the event; false for an unlisted one. */
export function mayUseEvent(event: string, direction: EventAccess['direction'], principal: Principal, permissions?: ReadonlySet<Permission>): boolean {
  return EVENT_ACCESS.some((row) => row.event === event && row.direction === direction && isAllowed(row, principal, permissions))
}
