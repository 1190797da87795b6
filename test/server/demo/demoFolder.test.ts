import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEMO_AUTHOR } from '../../../server/demo/demoAuthor.ts'
import { BASE_DAY_FILE, prepareDemoFolder } from '../../../server/demo/demoFolder.ts'
import { createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService } from '../../fixtures/createTestService.ts'

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'liuse-demo-folder-'))
  folder = join(root, 'demo')
  mkdirSync(folder)
})
afterEach(() => rmSync(root, { recursive: true }))

async function layADay(day: string, sender: string): Promise<void> {
  const test = await createTestService({ folder })
  await test.service.accept('units', createLedger(), DEMO_AUTHOR)
  await test.service.accept('household', [createPersonRow(1)], sender)
  // A fever opens an alert, which nobody sent.
  await test.service.accept('roster', [createRosterRow(1)], DEMO_AUTHOR)
  await test.service.accept('school', [createSchoolRow(1, { temperatureCelsius: 38.2 })], DEMO_AUTHOR)
  await test.service.school.alerts.settled()
  expect(test.service.hasEntriesNotBy(DEMO_AUTHOR)).toBe(true)
  await test.service.close()
  writeFileSync(join(folder, BASE_DAY_FILE), day)
}

describe('prepareDemoFolder', () => {
  it('uses the town of that day', async () => {
    await layADay('2026-03-02', DEMO_AUTHOR)
    expect(await prepareDemoFolder(folder, '2026-03-02')).toEqual({ laid: true, keptAside: null })
    expect(existsSync(join(folder, 'liuse.sqlite'))).toBe(true)
  })

  it("removes another day's town that only the demo wrote", async () => {
    await layADay('2026-03-01', DEMO_AUTHOR)
    expect(await prepareDemoFolder(folder, '2026-03-02')).toEqual({ laid: false, keptAside: null })
    expect(readdirSync(root)).toEqual(['demo'])
    expect(readdirSync(folder)).toEqual([])
  })

  it("keeps another day's town aside when others had sent reports into it: nothing accepted is ever lost", async () => {
    await layADay('2026-03-01', 'api')
    expect(await prepareDemoFolder(folder, '2026-03-02')).toEqual({ laid: false, keptAside: join(root, 'demo-2026-03-01') })
    expect(existsSync(join(root, 'demo-2026-03-01', 'liuse.sqlite'))).toBe(true)
    expect(readdirSync(folder)).toEqual([])
  })

  it('never puts one kept demo over another', async () => {
    mkdirSync(join(root, 'demo-2026-03-01'))
    await layADay('2026-03-01', 'api')
    expect((await prepareDemoFolder(folder, '2026-03-02')).keptAside).toBe(join(root, 'demo-2026-03-01-2'))
  })

  it('removes a half-laid town', async () => {
    writeFileSync(join(folder, 'liuse.sqlite'), 'half')
    expect(await prepareDemoFolder(folder, '2026-03-02')).toEqual({ laid: false, keptAside: null })
    expect(readdirSync(folder)).toEqual([])
  })
})
