import type { Permission } from './permissions.ts'

/** Where somebody may act: nodes of the place tree and of the school tree. Empty sees nothing. */
export interface Scope {
  /** Ids of places (`n…`) or buildings (`b…`); `all` is the whole place tree. */
  places: readonly string[]
  /** `c…` a campus, `c…/一年级` a grade, `c…/一(1)班` a class; `all` is the whole school tree. */
  schools: readonly string[]
}

/** A signed-in person, as every route sees one. */
export interface User {
  /** Account id (`a…`): the author of what this person reports. */
  id: string
  login: string
  /** As colleagues see it on reports. */
  name: string
  role: string
  permissions: ReadonlySet<Permission>
  scope: Scope
}
