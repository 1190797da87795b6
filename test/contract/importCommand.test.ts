import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../../server/import/runImport.ts'
import { createRunningServer, TEST_KEY, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

const LEDGER = '测试居委会房屋台账\n小区名称,楼号,室号,房屋性质,联系电话,备注\n测试新村,1号,101,自住,138 0000 0000,=1+1\n测试新村,,102,出租,,\n测试新村,2号,101,空关,,\n合计,,3,,,\n'

let server: RunningServer
const folder = mkdtempSync(join(tmpdir(), 'liuse-import-'))
const file = join(folder, 'ledger.csv')
beforeAll(async () => {
  server = await createRunningServer({ day: '2020-02-16' })
  writeFileSync(file, LEDGER)
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

async function run(args: string[], environment: Record<string, string> = { LIUSE_API_KEY: TEST_KEY }): Promise<{ code: number; out: string[]; error: string[] }> {
  const [out, error]: string[][] = [[], []]
  const code = await runImport(args, environment as NodeJS.ProcessEnv, { out: (line) => out.push(line), error: (line) => error.push(line), isTerminal: false })
  return { code, out, error }
}

describe('npm run import', () => {
  it('sends a file; the last line with --json is the answer, the rejected rows lie beside the file', async () => {
    const { code, out, error } = await run(['units', file, '--server', server.origin, '--json'])
    expect([code, error]).toEqual([0, []])
    expect(JSON.parse(out.at(-1)!)).toEqual({ kind: 'units', rows: 3, accepted: 2, duplicates: 0, rejected: 1, rejectsFile: `${file}.rejects.csv` })
    expect(Object.keys(JSON.parse(out.at(-1)!))).toEqual(['kind', 'rows', 'accepted', 'duplicates', 'rejected', 'rejectsFile'])
    const rejects = readFileSync(`${file}.rejects.csv`, 'utf8')
    expect(rejects).toMatch(/^\uFEFF/)
    expect(rejects.split('\r\n')[1]).toMatch(/^4,楼号,[a-z-]+,/)
    expect(statSync(`${file}.rejects.csv`).mode & 0o077).toBe(0)
  })

  it('counts nothing twice, and says for people what each column was taken for', async () => {
    const { code, out } = await run(['units', file, '--server', server.origin], { LIUSE_API_KEY: TEST_KEY, LANG: 'en_GB.UTF-8' })
    expect(code).toBe(0)
    expect(out[0]).toBe('units  rows 3  accepted 0  duplicates 2  rejected 1')
    expect(out).toContain('  楼号 → building')
  })

  it('names a verification list and its deadline', async () => {
    const list = join(folder, 'list.csv')
    writeFileSync(list, '姓名,证件号码,手机,现住址\n测试1,990101198001010010,10000000001,测试新村1号101室\n')
    const { code, error } = await run(['verification', list, '--server', server.origin, '--list', '协查"0216"', '--due', '2020-02-18'])
    expect([code, error]).toEqual([0, []])
    const cookie = await signIn(server, { role: 'street-officer', places: ['all'] })
    const answer = await fetch(`${server.origin}/api/v1/desk/lists`, { headers: { cookie } })
    expect((await answer.json() as { lists: unknown[] }).lists).toMatchObject([{ name: '协查"0216"', dueOn: '2020-02-18', total: 1 }])
  })

  it('reads the key from the data folder and the port from the settings', async () => {
    writeFileSync(join(folder, 'api-key'), TEST_KEY)
    const { code } = await run(['units', file], { LIUSE_DATA: folder, PORT: new URL(server.origin).port })
    expect(code).toBe(0)
  })

  it.each<[string, (origin: string) => string[], Record<string, string>, RegExp]>([
    ['no arguments', () => [], {}, /npm run import/],
    ['an unknown option', () => ['units', file, '--force'], {}, /npm run import/],
    ['an unknown kind', (origin) => ['people', file, '--server', origin], {}, /people/],
    ['an unknown crs', (origin) => ['units', file, '--server', origin, '--crs', 'mars'], {}, /--crs/],
    ['a deadline that is no day', (origin) => ['verification', file, '--server', origin, '--due', 'soon'], {}, /--due/],
    ['a list’s name for a ledger', (origin) => ['units', file, '--server', origin, '--list', '协查'], {}, /--list/],
    ['a file that is not there', (origin) => ['units', join(folder, 'none.csv'), '--server', origin], {}, /no such file/],
    ['a folder', (origin) => ['units', folder, '--server', origin], {}, /cannot be opened/],
    ['no server', () => ['units', file, '--server', 'http://127.0.0.1:1'], {}, /cannot be reached/],
    ['a server address that is none', () => ['units', file, '--server', 'nonsense'], {}, /--server/],
    ['a wrong key', (origin) => ['units', file, '--server', origin], { LIUSE_API_KEY: 'wrong' }, /wrong-key/],
    ['no key', (origin) => ['units', file, '--server', origin], { LIUSE_API_KEY: '', LIUSE_DATA: join(folder, 'nowhere') }, /LIUSE_API_KEY/],
    ['a wrong setting', () => ['units', file], { PORT: 'x' }, /^PORT: /],
    ['a file of another kind', (origin) => ['buildings', file, '--server', origin], {}, /\([a-z-]+\)$/],
  ])('%s: exit 2 and one line that says why', async (_what, args, environment, line) => {
    const { code, out, error } = await run(args(server.origin), { LIUSE_API_KEY: TEST_KEY, ...environment })
    expect([code, out]).toEqual([2, []])
    expect(error).toHaveLength(1)
    expect(error[0]).toMatch(line)
    expect(error[0]).not.toContain('\n')
  })

  it('a large file with a wrong key ends with the reason, not with a broken pipe', async () => {
    const large = join(folder, 'large.csv')
    writeFileSync(large, Buffer.alloc(40 * 1024 * 1024, 0x61))
    const { code, error } = await run(['units', large, '--server', server.origin], { LIUSE_API_KEY: 'wrong' })
    expect([code, error[0]]).toEqual([2, expect.stringContaining('wrong-key')])
    expect(existsSync(`${large}.rejects.csv`)).toBe(false)
  })
})
