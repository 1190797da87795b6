import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountAnswer, AccountImportAnswer, AccountView, AuditPage, AuditVerification, RoleView } from '../../../server/protocol/accounts.ts'
import { createXlsx, inlineRows } from '../feeds/sheet/createXlsx.ts'
import { encodeGb18030 } from '../feeds/sheet/encodeGb18030.ts'
import { type AuthServer, createAuthServer, PASSWORD } from './createAuthServer.ts'

let server: AuthServer
let headers: Record<string, string>
let committee: string
let compound: string
beforeEach(async () => {
  server = await createAuthServer()
  await server.lay({ login: 'admin', name: '管理员', role: 'administrator', scope: { places: ['all'], schools: ['all'] } })
  headers = server.signedIn('admin')
  committee = server.service.places().find(({ name }) => name.startsWith('测试居委'))!.id
  compound = server.service.places().find(({ name }) => name === '别处新村')!.id
})
afterEach(() => server.stop())

const get = async <Answer>(url: string): Promise<Answer> => (await server.app.inject({ url, headers })).json<Answer>()
async function send<Answer = { code: string }>(method: 'POST' | 'PUT', url: string, payload: object): Promise<Answer & { status: number }> {
  const answer = await server.app.inject({ method, url, headers, payload })
  return { ...answer.json<Answer>(), status: answer.statusCode }
}
const officer = (change: object = {}): object => ({ login: 'li', name: '李居委', role: 'committee-officer', places: [committee], schools: [], ...change })

async function importFile(bytes: Uint8Array | string, options: { preview?: boolean; name?: string } = {}): Promise<AccountImportAnswer & { status: number; code?: string; reason?: string }> {
  const form = new FormData()
  form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), options.name ?? 'accounts.csv')
  const request = new Request('http://x', { method: 'POST', body: form })
  const answer = await server.app.inject({
    method: 'POST', url: `/api/v1/accounts/import${options.preview ? '?preview=1' : ''}`, payload: Buffer.from(await request.arrayBuffer()),
    headers: { ...headers, 'content-type': request.headers.get('content-type')! },
  })
  return { ...answer.json<AccountImportAnswer>(), status: answer.statusCode }
}

describe('accounts over HTTP', () => {
  it('are made with a one-time password that is told once', async () => {
    const made = await send<AccountAnswer>('POST', '/api/v1/accounts', officer())
    expect(made).toMatchObject({ status: 200, account: { login: 'li', role: 'committee-officer', places: [{ id: committee, name: expect.stringContaining('测试居委') }], mustChangePassword: true, disabled: false } })
    expect((await server.accounts.signIn('li', made.password!)).ok).toBe(true)
    const list = await get<AccountView[]>('/api/v1/accounts')
    expect(list.map(({ login }) => login)).toEqual(['admin', 'li'])
    expect(JSON.stringify(list)).not.toMatch(/password_hash|argon2/)
    expect(JSON.stringify(list)).not.toContain(made.password)
  })

  it.each([
    ['login-taken', 409, { login: 'ADMIN' }], ['unknown-role', 400, { role: 'king' }], ['bad-scope', 400, { places: ['n9999'] }], ['bad-scope', 400, { schools: ['c0'] }],
    ['bad-scope', 400, { role: 'class-teacher', places: [], schools: ['c0/九(9)班'] }], ['bad-scope', 400, { places: 'all' }], ['bad-body', 400, { password: 'mine' }], ['bad-account-name', 400, { name: '' }],
  ])('are refused as %s (%i): %j', async (code, status, change) => {
    expect(await send('POST', '/api/v1/accounts', officer(change))).toMatchObject({ status, code })
    expect(await get<AccountView[]>('/api/v1/accounts')).toHaveLength(1)
  })

  it('are changed, disabled, given a new password; what is not named stays', async () => {
    const { account: { id } } = await send<AccountAnswer>('POST', '/api/v1/accounts', officer())
    expect(await send<AccountAnswer>('PUT', `/api/v1/accounts/${id}`, { places: [compound] })).toMatchObject({ account: { name: '李居委', places: [{ id: compound, name: '别处新村' }] }, password: null })
    expect(await send<AccountAnswer>('PUT', `/api/v1/accounts/${id}`, { disabled: true })).toMatchObject({ account: { disabled: true, places: [{ id: compound }] } })
    const { password } = await send<AccountAnswer>('PUT', `/api/v1/accounts/${id}`, { disabled: false, resetPassword: true })
    expect((await server.accounts.signIn('li', password!)).ok).toBe(true)
    expect(await send('PUT', '/api/v1/accounts/anobody', { name: 'x' })).toMatchObject({ status: 404, code: 'unknown-account' })
    expect(await send('PUT', `/api/v1/accounts/${id}`, { disabled: 'yes' })).toMatchObject({ status: 400, code: 'bad-body' })
    const { id: admin } = server.accounts.findByLogin('admin')!
    expect(await send('PUT', `/api/v1/accounts/${admin}`, { disabled: true })).toMatchObject({ status: 409, code: 'last-administrator' })
  })

  it('roles are told with what they may do', async () => {
    const roles = await get<RoleView[]>('/api/v1/roles')
    expect(roles.map(({ key }) => key)).toContain('committee-officer')
    expect(roles.find(({ key }) => key === 'class-teacher')).toMatchObject({ name: { 'zh-CN': '班主任', en: 'Class teacher' }, trees: ['schools'] })
  })
})

const LIST = [
  '某街道账号名单', '序号,账号(必填),姓 名,角色,管辖范围,班级,备注',
  '1,li,李居委,居委干部,测试居委会,,', '2,wang,王街道,street officer,全部,,', '3,zhao,赵老师,班主任,测试小学,一（1）班,', '4,qian,钱校医,校医,测试小学、不存在的学校,,',
  '5,sun,孙,国王,测试居委会,,', '6,li,李重,居委干部,测试居委会,,', '7,,周无号,居委干部,测试居委会,,', '8,wu,吴无处,居委干部,,,', '9,admin,管理员,系统管理员,,,', '合计,,,,,,9 人',
].join('\r\n')

describe('a list of accounts', () => {
  it('is previewed row by row, and a preview writes nothing', async () => {
    const before = await get<AuditPage>('/api/v1/audit')
    const answer = await importFile(LIST, { preview: true })
    expect(answer).toMatchObject({ status: 200, preview: true, new: 3, changed: 1, same: 0, problems: 5 })
    expect(answer.columns.map(({ header, takenFor }) => [header, takenFor])).toContainEqual(['账号(必填)', 'login'])
    expect(answer.rows.map(({ sheetRow, login, role, outcome }) => [sheetRow, login, role, outcome])).toEqual([
      [3, 'li', 'committee-officer', 'new'], [4, 'wang', 'street-officer', 'new'], [5, 'zhao', 'class-teacher', 'new'], [6, 'qian', 'school-doctor', 'problem'],
      [7, 'sun', null, 'problem'], [8, 'li', 'committee-officer', 'problem'], [9, '', 'committee-officer', 'problem'], [10, 'wu', 'committee-officer', 'problem'], [11, 'admin', 'administrator', 'changed'],
    ])
    expect(answer.rows.map(({ places, schools }) => [...places, ...schools].map(({ id }) => id).join()).slice(0, 3)).toEqual([committee, 'all', 'c0/一(1)班'])
    expect(answer.rows.flatMap(({ problems }) => problems.map(({ code, reason }) => `${code} ${reason}`))).toEqual([
      'unknown-node 「范围」中有不认识的居委、小区、学校或班级：不存在的学校', 'unknown-role 「角色」没有这个角色：国王', 'twice 「账号」在表中出现了两次', 'missing 「账号」没有填写', 'missing 「范围」没有填写',
    ])
    expect(answer.rows.every(({ password }) => password === null)).toBe(true)
    expect(await get<AccountView[]>('/api/v1/accounts')).toHaveLength(1)
    expect(await get<AuditPage>('/api/v1/audit')).toEqual(before)
  })

  it('makes the good rows with a password each, told once; the same list again changes nothing', async () => {
    const list = LIST.split('\r\n').filter((line) => !line.startsWith('9,')).join('\r\n')
    const answer = await importFile(encodeGb18030(list))
    expect(answer).toMatchObject({ status: 200, preview: false, new: 3, problems: 5 })
    const [li] = answer.rows
    expect((await server.accounts.signIn('li', li.password!)).ok).toBe(true)
    expect(server.accounts.findByLogin('zhao')).toMatchObject({ role: 'class-teacher', scope: { places: [], schools: ['c0/一(1)班'] }, mustChange: true })
    expect(await importFile(list)).toMatchObject({ new: 0, same: 3, changed: 0, problems: 5 })
    expect((await server.accounts.signIn('li', li.password!)).ok).toBe(true)
  })

  it('as a workbook, with other headers; a changed role is a change', async () => {
    await importFile('账号,姓名,角色,居委\nli,李居委,居委工作人员,测试居委会')
    const bytes = createXlsx({ sheets: [inlineRows([['用户名', '真实姓名', '岗位', '小区'], ['LI', '李居委', '查看者', '别处新村']])] })
    expect(await importFile(bytes, { name: 'a.xlsx' })).toMatchObject({ new: 0, changed: 1 })
    expect(server.accounts.findByLogin('li')).toMatchObject({ role: 'viewer', scope: { places: [compound] } })
  })

  it('hundreds at once', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `user${i},姓名${i},居委工作人员,测试居委会`)
    const answer = await importFile(['账号,姓名,角色,范围', ...lines].join('\n'))
    expect(answer).toMatchObject({ status: 200, new: 300, problems: 0 })
    expect(new Set(answer.rows.map(({ password }) => password)).size).toBe(300)
  })

  it('that lacks a column, is no table or is far too long is refused with a reason', async () => {
    expect(await importFile('账号,姓名\nli,李')).toMatchObject({ status: 422, code: 'missing-column', reason: '缺少需要的列:「角色」' })
    expect(await importFile('%PDF-1.4 nothing', { name: 'a.xlsx' })).toMatchObject({ status: 422 })
    expect(await importFile(['账号,姓名,角色,范围', ...Array.from({ length: 1_001 }, (_, i) => `u${i},某,居委,测试居委会`)].join('\n'))).toMatchObject({ status: 413, code: 'too-many-accounts' })
  })

  it('cannot take the last administrator away', async () => {
    expect(await importFile('账号,姓名,角色,范围\nadmin,管理员,查看者,全街道\n')).toMatchObject({ changed: 0, problems: 1 })
    expect(server.accounts.findByLogin('admin')).toMatchObject({ role: 'administrator' })
  })
})

describe('the audit log over HTTP', () => {
  it('is read by page and filter, with names', async () => {
    for (let i = 0; i < 5; i++) await send('POST', '/api/v1/accounts', officer({ login: `li${i}` }))
    const { id } = server.accounts.findByLogin('admin')!
    const page = await get<AuditPage>('/api/v1/audit?account=admin&action=account-new&limit=3')
    expect(page.entries.map(({ account, accountName, action }) => [account, accountName, action])).toEqual(Array(3).fill([id, '管理员', 'account-new']))
    expect((await get<AuditPage>(`/api/v1/audit?account=${id}&action=account-new&limit=3&before=${page.next}`)).entries).toHaveLength(2)
    expect((await get<AuditPage>('/api/v1/audit?from=2020-02-16&to=2020-02-16')).entries.length).toBeGreaterThan(5)
    expect((await get<AuditPage>('/api/v1/audit?from=2020-02-17')).entries).toEqual([])
    expect((await get<AuditPage>('/api/v1/audit?to=2020-02-15')).entries).toEqual([])
    for (const query of ['from=yesterday', 'limit=-1', 'before=x', 'account=a&account=b']) expect((await server.app.inject({ url: `/api/v1/audit?${query}`, headers })).statusCode).toBe(400)
  })

  it('is exported whole, the export included, without a cell that a spreadsheet would run', async () => {
    server.service.audit.write({ account: 'system', action: '=HYPERLINK("x")', subject: '@sum', details: { reason: '-1' } })
    const answer = await server.app.inject({ url: '/api/v1/audit.csv', headers })
    expect(answer.headers['content-type']).toContain('text/csv')
    const lines = answer.body.split('\r\n')
    expect(lines[0]).toBe('\uFEFF序号,时间,账号,姓名,操作,对象,详情')
    expect(lines[1]).toContain('export')
    expect(answer.body).toContain(`"'=HYPERLINK(""x"")",'@sum`)
    expect(lines.filter((line) => line !== '')).toHaveLength(1 + server.service.audit.head()!.seq)
    expect(lines[1]).toMatch(/,2020-02-16 12:00:00,/)
  })

  it('says whether its chain holds', async () => {
    const verified = await get<AuditVerification>('/api/v1/audit/verify')
    expect(verified).toEqual({ brokenRow: null, head: server.service.audit.head() })
    expect(verified.head!.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('holds sign-ins, failures, locks, sign-outs, changes; no password and no login as typed', async () => {
    await send('POST', '/api/v1/accounts', officer())
    for (let i = 0; i < 5; i++) await server.accounts.signIn('li', 'a wrong one')
    await server.accounts.signIn('a password typed as login', 'x')
    await server.accounts.signIn('admin', PASSWORD)
    await server.app.inject({ method: 'DELETE', url: '/api/v1/sessions', headers })
    headers = server.signedIn('admin')
    const { entries } = await get<AuditPage>('/api/v1/audit?limit=500')
    expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['account-new', 'account-change', 'sign-in', 'sign-in-failed', 'locked-out', 'sign-out-everywhere']))
    expect(JSON.stringify(entries)).not.toMatch(/typed|wrong one|quiet long/)
  })
})
