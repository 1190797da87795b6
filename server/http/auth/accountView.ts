import type { Account } from '../../auth/accounts/accounts.ts'
import type { ScopeTree } from '../../auth/accounts/createScopeTree.ts'
import { roleOf } from '../../auth/roles.ts'
import type { AccountView } from '../../protocol/accounts.ts'
import type { Wording } from '../../protocol/entities.ts'

export const roleWording = (role: string): Wording => roleOf(role)?.name ?? { 'zh-CN': role, en: role }

/** An account as administrators see it. */
export const accountView = (account: Account, tree: ScopeTree): AccountView => ({
  id: account.id, login: account.login, name: account.name, role: account.role, roleName: roleWording(account.role), ...tree.nodes(account.scope),
  disabled: account.disabled, mustChangePassword: account.mustChange, lockedUntil: account.lockedUntil, createdAt: account.createdAt, lastSeenAt: account.lastSeenAt, oidc: account.hasSubject,
})
