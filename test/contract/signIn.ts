import type { RunningServer } from './createRunningServer.ts'

const PASSWORD = 'a-long-password-of-the-tests'
let made = 0

/** Makes an account of that role and scope, signs it in as a browser would, and gives its cookie. */
export async function signIn(server: Pick<RunningServer, 'origin' | 'service'>, account: { role: string; places?: string[]; schools?: string[] }): Promise<string> {
  const login = `user${++made}`
  await server.service.accounts.lay({ login, name: `用户${made}`, role: account.role, scope: { places: account.places ?? [], schools: account.schools ?? [] } }, PASSWORD, false)
  const answer = await fetch(`${server.origin}/api/v1/session`, { method: 'POST', body: JSON.stringify({ login, password: PASSWORD }), headers: { 'content-type': 'application/json', origin: server.origin } })
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`)
  return answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
}
