import type { Accounts } from './accounts.ts'
import { oneTimePassword } from './oneTimePassword.ts'

/**
 * Where nobody has an account yet, makes `admin` and returns its one-time password, to be shown once; null otherwise.
 * As long as it is the only account and nobody has set a password of his own, each start gives a new one: the first may
 * have scrolled away.
 */
export async function layFirstAdministrator(accounts: Accounts): Promise<string | null> {
  const [first, ...others] = accounts.list()
  if (first) return others.length === 0 && first.mustChange ? (await accounts.update(first.id, { resetPassword: true }, 'system')).password : null
  const password = oneTimePassword()
  await accounts.lay({ login: 'admin', name: '系统管理员', role: 'administrator', scope: { places: ['all'], schools: ['all'] } }, password, true)
  return password
}
