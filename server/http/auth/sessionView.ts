import type { LiveSession } from '../../auth/accounts/accounts.ts'
import { roleOf } from '../../auth/roles.ts'
import type { PathNode, SessionView } from '../../protocol/desk.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Service } from '../../service.ts'
import { zoneOffsetMinutes } from '../../zone.ts'

/** What a page is told of its session: who, what it may do, where, and which day it is. */
export function sessionView(service: Service, timezone: string, { user, mustChangePassword }: LiveSession): SessionView {
  const places = new Map(service.places().map((place) => [place.id, place]))
  const campuses = new Map(service.campuses().map((campus) => [campus.id, campus.name]))
  const nodes = user.scope.places.flatMap((id): PathNode[] => {
    if (id === 'all') return [{ id, kind: 'all', name: service.places().find((place) => place.parent === null)?.name ?? '' }]
    const place = places.get(id)
    return place ? [{ id, kind: place.kind, name: place.name }] : []
  })
  const schools = user.scope.schools.flatMap((id) => {
    if (id === 'all') return [{ id, name: '' }]
    const [campus, ...below] = id.split('/')
    const name = campuses.get(campus)
    return name === undefined ? [] : [{ id, name: [name, ...below].join(' ') }]
  })
  return {
    account: {
      id: user.id, login: user.login, name: user.name, role: user.role, roleName: roleOf(user.role)?.name ?? { 'zh-CN': user.role, en: user.role },
      permissions: [...user.permissions], places: nodes, schools,
    },
    mustChangePassword,
    today: dayToText(service.today()),
    zoneOffsetMinutes: zoneOffsetMinutes(timezone, service.now()),
    demo: service.demo(),
  }
}
