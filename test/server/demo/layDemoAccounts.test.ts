import { afterEach, describe, expect, it } from 'vitest'
import { DEMO_ACCOUNTS, layDemoAccounts } from '../../../server/demo/layDemoAccounts.ts'
import { createLedger, createRosterRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
afterEach(() => test.remove())
const scopeOf = (login: string) => test.service.accounts.findByLogin(login)!.scope

describe('accounts of the demo', () => {
  it('are one of each kind: a school has its own campus, a bureau all schools, an officer one committee; laid again they stay', async () => {
    test = await createTestService()
    const { service } = test
    await service.accept('units', createLedger(), 'test')
    await service.accept('roster', [createRosterRow(1, { school: '测试中学' }), createRosterRow(2)], 'test')
    for (let start = 0; start < 2; start++) await layDemoAccounts(service.accounts, service.places(), service.campuses())
    expect(service.accounts.list().map(({ login }) => login).sort()).toEqual(DEMO_ACCOUNTS.map(({ login }) => login).sort())
    expect(scopeOf('school')).toEqual({ places: [], schools: [service.campuses().find(({ name }) => name === '测试小学')!.id] })
    expect(scopeOf('bureau')).toEqual({ places: [], schools: ['all'] })
    expect(scopeOf('officer')).toEqual({ places: [service.places().find(({ kind }) => kind === 'committee')!.id], schools: [] })
  })

  it('a demo without a school has a school account that sees nothing', async () => {
    test = await createTestService()
    await layDemoAccounts(test.service.accounts, [], [])
    expect(scopeOf('school')).toEqual({ places: [], schools: [] })
  })
})
