import { describe, expect, it } from 'vitest'
import { createDeskPages, PHONE } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'

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
    await page.screenshot({ path: 'test/browser/output/gate-devices-1024.png' })
    expect(await findViolations(page)).toEqual([])
    expect(await findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '已经记下' }).click()
    expect(await page.content()).not.toContain(key)
    await page.getByRole('button', { name: '更换密钥' }).click()
    expect(town.service.gate.deviceOf(key)).toBe('g0')
    await page.getByRole('button', { name: '确认更换' }).click()
    const next = await page.locator('.gate-key code').innerText()
    expect([town.service.gate.deviceOf(key), town.service.gate.deviceOf(next)]).toEqual([null, 'g0'])
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByText('已停用').waitFor()
    expect(town.service.gate.deviceOf(next)).toBeNull()
  })
  it('fit a phone', async () => {
    const page = await openAs('school-data-administrator', '/desk/gate-devices', PHONE)
    await page.getByText('东门终端').waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(await findBeyondEdge(page)).toEqual([])
    await page.screenshot({ path: 'test/browser/output/gate-devices-390.png' })
  })
})
