import { describe, expect, it } from 'vitest'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { createDeskPages, DESKTOP, PHONE } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

let town: DeskTown
const { openAs } = createDeskPages((started) => { town = started })

describe('devices at the gates', () => {
  it('are registered, their keys shown once, replaced after a question, and disabled', async () => {
    const page = await openAs('school-data-administrator', '/desk/gate-devices', { width: 1024, height: 768 })
    await page.getByText('还没有登记设备').waitFor()
    await page.getByLabel('设备名称').fill('东门终端')
    await page.getByLabel('校门', { exact: true }).fill('东门')
    await page.getByLabel('类型').selectOption('face-terminal')
    await page.getByRole('button', { name: '登记设备' }).click()
    const key = await page.locator('.gate-key code').innerText()
    expect(town.service.gate.deviceOf(key)).toBe('g0')
    await look(page, 'gate-devices')
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '已经记下' }).click()
    await expect.poll(() => page.content()).not.toContain(key)
    await page.getByRole('button', { name: '更换密钥' }).click()
    expect(town.service.gate.deviceOf(key)).toBe('g0')
    await page.getByRole('button', { name: '确认更换' }).click()
    const next = await page.locator('.gate-key code').innerText()
    expect([town.service.gate.deviceOf(key), town.service.gate.deviceOf(next)]).toEqual([null, 'g0'])
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByText('已停用').waitFor()
    expect(town.service.gate.deviceOf(next)).toBeNull()
  })
  it.each([['a desktop', DESKTOP], ['a phone', PHONE]])('pupils’ cards come with a table that is shown first, at %s', async (where, viewport) => {
    const [first, second] = where === 'a phone' ? [8801, 8802] : [8803, 8804]
    const { name: school } = town.service.campuses()[0]
    await town.service.accept('roster', [first, second].map((student) => createRosterRow(student, { school })), 'test')
    const page = await openAs('school-data-administrator', '/desk/gate-devices', viewport)
    const several = page.locator('.gate-cards-campus select')
    await page.getByLabel('选择卡号表').waitFor({ state: 'attached' })
    if (await several.count() > 0) await several.selectOption({ label: school })
    const numbers = [first, second].map((student) => String(2_020_000 + student))
    await page.getByLabel('选择卡号表').setInputFiles({ name: '卡号.csv', mimeType: 'text/csv', buffer: Buffer.from(`班级,学号,卡号\n一(1)班,${numbers[0]},C${first}\n一(1)班,${numbers[1]},C${second}\n一(1)班,99999,C1\n`) })
    await page.getByText('新登记 2 张').waitFor()
    const shown = () => page.locator('.gate-cards').innerText()
    await expect.poll(shown).toMatch(/第 4 行「学号」\s*没有这名学生/)
    expect(await shown()).not.toMatch(/学生\d/)
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'gate-cards')
    await page.getByRole('button', { name: '写入 2 张卡' }).click()
    await page.getByText('已写入 2 张卡。').waitFor()
    const { gateTables } = town.service.desk.context.store
    expect([gateTables.studentOfCard(0, `C${first}`), gateTables.studentOfCard(0, `C${second}`)]).not.toContain(null)
  })
  it('fit a phone', async () => {
    const page = await openAs('school-data-administrator', '/desk/gate-devices', PHONE)
    await page.getByText('东门终端').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'gate-devices')
  })
})
