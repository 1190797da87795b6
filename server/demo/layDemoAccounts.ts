import type { Accounts } from '../auth/accounts/accounts.ts'
import type { Scope } from '../auth/user.ts'
import type { PlaceAnswer } from '../service.ts'

/** Of every account of the demo, shown on its sign-in page. There is no such password outside the demo. */
export const DEMO_PASSWORD = 'liuse-demo'

/** Who can sign in to the demo: one of each kind. Names are invented. */
export const DEMO_ACCOUNTS = [
  { login: 'admin', name: '系统管理员', role: 'administrator', reach: 'everything' },
  { login: 'street', name: '周街道', role: 'street-officer', reach: 'places' },
  { login: 'officer', name: '李居委', role: 'committee-officer', reach: 'first-committee' },
  { login: 'bureau', name: '孙教育局', role: 'bureau-officer', reach: 'schools' },
  { login: 'school', name: '吴老师', role: 'school-data-administrator', reach: 'first-school' },
  { login: 'viewer', name: '王查看', role: 'viewer', reach: 'places' },
] as const

/** Makes the demo's accounts that are not there yet. */
export async function layDemoAccounts(accounts: Accounts, places: readonly PlaceAnswer[], campuses: readonly { id: string; name: string }[]): Promise<void> {
  const committee = places.find((place) => place.kind === 'committee')
  const school = campuses.find(({ name }) => name.endsWith('小学')) ?? campuses[0]
  const scopes: Record<(typeof DEMO_ACCOUNTS)[number]['reach'], Scope> = {
    everything: { places: ['all'], schools: ['all'] },
    places: { places: ['all'], schools: [] },
    schools: { places: [], schools: ['all'] },
    'first-school': { places: [], schools: school ? [school.id] : [] },
    'first-committee': { places: committee ? [committee.id] : [], schools: [] },
  }
  for (const { login, name, role, reach } of DEMO_ACCOUNTS) await accounts.lay({ login, name, role, scope: scopes[reach] }, DEMO_PASSWORD, false)
}
