import type { User } from '../../auth/user.ts'
import type { AuthorityView } from '../../protocol/school.ts'

/** Where true alerts are passed on to: the health authority's webhook. */
export interface Authority {
  view(): AuthorityView
  /** Null, or what is wrong with it. A secret that is not given stays. Audited. */
  set(user: User, change: { url: string; secret?: string; enabled: boolean }): 'bad-webhook' | 'weak-secret' | null
}

/** A signature by less proves little. Characters. */
export const SHORTEST_SECRET = 16
