import { createPinia, setActivePinia } from 'pinia'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { describe, expect, it } from 'vitest'
import { epidemicPack } from '../../../server/packs/epidemic/epidemicPack.ts'
import { createTranslations } from '../../../web/locales/createTranslations.ts'
import { addDeskTranslations } from '../../../web/locales/desk/addDeskTranslations.ts'
import MarkForm from '../../../web/panels/desk/card/MarkForm.vue'
import { usePlacesStore } from '../../../web/stores/desk/placesStore.ts'
import { createCard } from '../desk/createCard.ts'

async function render(marks: readonly string[]): Promise<string[]> {
  const pinia = createPinia()
  setActivePinia(pinia)
  const translations = createTranslations('zh-CN')
  addDeskTranslations(translations.global)
  usePlacesStore().answer = { places: [], pack: epidemicPack.description, marks, day: '2020-02-16', rev: 1 }
  const card = createCard({ marks: [{ key: 'self-report', name: { 'zh-CN': '自主申报', en: '' }, since: '2020-02-16', seq: 3 }] })
  const html = await renderToString(createSSRApp({ render: () => h(MarkForm, { card }) }).use(pinia).use(translations))
  return [...html.matchAll(/type="checkbox"[^>]*value="([^"]*)"/g)].map(([, key]) => key)
}

describe('marks that an officer may lay', () => {
  it('are those that the pack names, in its order; what a resident sent is not taken off here', async () => {
    expect(await render(epidemicPack.marks)).toEqual([...epidemicPack.marks])
    expect(await render(['needs-help', 'no-such-tag'])).toEqual(['needs-help'])
    expect(epidemicPack.marks).not.toContain('self-report')
  })
})
