import path from 'node:path'
import { runnerImport } from 'vite'

/** What the school and the bureau of the demo would set up: a group of parents, one of the staff, whoever looks after them, and so on. */
const CHANNELS = {
  school: [
    { step: 'parent', kind: 'dingtalk' }, { step: 'parent', kind: 'wecom', class: '教职工' },
    { step: 'class-teacher', kind: 'feishu' }, { step: 'class-teacher', kind: 'wecom', class: '教职工' },
    { step: 'grade-head', kind: 'dingtalk' }, { step: 'data-administrator', kind: 'wecom' },
  ],
  bureau: [{ step: 'bureau', kind: 'dingtalk' }],
}

/**
 * Channels of the chase in a demo that has none of itself, so that nothing leaves anybody's machine: group robots on a free
 * port of this one, which check signatures as their makers do. Returns a function that stops them.
 */
export async function openChannels(projectRoot, { origin }) {
  const { module } = await runnerImport(path.join(projectRoot, 'test/fixtures/startRobotHouse.ts'))
  const house = await module.startRobotHouse()
  try {
    for (const [login, channels] of Object.entries(CHANNELS)) {
      const ask = await signIn(origin, login)
      const { campuses } = await ask('/api/v1/school/boards')
      for (const { step, kind, class: className = '' } of channels) {
        await ask('/api/v1/school/chase/targets', {
          campus: campuses.length === 1 ? campuses[0].id : null, grade: '', class: className, step, kind, address: house.address(kind),
          ...(kind !== 'wecom' && { secret: house.secret }), withNames: false, enabled: true,
        })
      }
    }
  } catch (error) {
    await house.stop()
    throw error
  }
  return () => house.stop()
}

/** Asks the server as one of the demo's accounts: `ask(path, body?)`. */
async function signIn(origin, login) {
  let cookie = ''
  const ask = async (address, body) => {
    const answer = await fetch(origin + address, { headers: { cookie, origin, ...(body && { 'content-type': 'application/json' }) }, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return answer.json()
  }
  const { accounts } = await ask('/api/v1/session/options')
  await ask('/api/v1/session', { login, password: accounts.find((account) => account.login === login).password })
  return ask
}
