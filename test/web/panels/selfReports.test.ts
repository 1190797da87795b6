import { createPinia, setActivePinia } from 'pinia'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { describe, expect, it } from 'vitest'
import type { UnitCard } from '../../../server/protocol/desk.ts'
import type { SelfReport } from '../../../server/protocol/residents.ts'
import { addDeskTranslations } from '../../../web/locales/desk/addDeskTranslations.ts'
import { createTranslations } from '../../../web/locales/createTranslations.ts'
import SelfReports from '../../../web/panels/desk/card/SelfReports.vue'
import { useSessionStore } from '../../../web/stores/desk/sessionStore.ts'

const same = (text: string) => ({ 'zh-CN': text, en: text })
const report = (change: Partial<SelfReport>): SelfReport => ({
  seq: 9, at: Date.parse('2020-02-16T12:00:00+08:00'), form: 'health-registration', settled: null,
  fields: [{ key: 'name', label: same('姓名'), value: same('来**') }, { key: 'state', label: same('情况'), value: same('从外地返沪') }, { key: 'origin', label: same('来源'), value: same('<script>alert(1)</script>') }], ...change,
})

async function render(selfReports: SelfReport[] | undefined, permissions: string[]): Promise<string> {
  const pinia = createPinia()
  setActivePinia(pinia)
  const translations = createTranslations('zh-CN')
  addDeskTranslations(translations.global)
  useSessionStore().session = { account: { permissions, places: [], schools: [] }, zoneOffsetMinutes: 480 } as never
  const app = createSSRApp({ render: () => h(SelfReports, { card: { id: 'u1', seq: 9, selfReports } as unknown as UnitCard }) })
  return renderToString(app.use(pinia).use(translations))
}

describe('self-reports on the card', () => {
  it('stand there with what was said, as text, and can be confirmed or set aside by whoever may report', async () => {
    const html = await render([report({})], ['units.report'])
    expect(html).toContain('来**')
    expect(html).toContain('&lt;script&gt;')
    expect(html.match(/<button/g)).toHaveLength(2)
    expect((await render([report({})], [])).match(/<button/g)).toBeNull()
  })
  it('once dealt with, ask nothing more', async () => {
    const html = await render([report({ settled: { how: 'set-aside', by: '李工', at: Date.parse('2020-02-16T13:00:00+08:00'), seq: 12 } })], ['units.report'])
    expect([html.includes('<button'), html.includes('<details'), html.includes('来**'), html.includes('李工 不采用')]).toEqual([false, true, true, true])
  })
  it('of a home that sent none, take no room', async () => {
    for (const none of [undefined, []]) expect(await render(none, ['units.report'])).not.toContain('<section')
  })
})
