import { createPinia, setActivePinia } from 'pinia'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { expect, it } from 'vitest'
import { createTranslations } from '../../../web/locales/createTranslations.ts'
import { addDeskTranslations } from '../../../web/locales/desk/addDeskTranslations.ts'
import PaperForm from '../../../web/panels/desk/card/PaperForm.vue'
import { useCardStore } from '../../../web/stores/desk/cardStore.ts'
import { createCard, createPerson } from '../desk/createCard.ts'

async function render(people: ReturnType<typeof createPerson>[]): Promise<string[]> {
  const pinia = createPinia()
  setActivePinia(pinia)
  const translations = createTranslations('zh-CN')
  addDeskTranslations(translations.global)
  const card = createCard({ people })
  useCardStore().card = card
  const html = await renderToString(createSSRApp({ render: () => h(PaperForm, { card }) }).component('RouterLink', { template: '<a />' }).use(pinia).use(translations))
  return [...html.matchAll(/name="paper"[^>]*value="([^"]*)"/g)].map(([, key]) => key)
}

it('a release certificate is offered for a home where somebody has been released, and for no other', async () => {
  expect(await render([createPerson()])).toEqual(['notice', 'pledge'])
  expect(await render([createPerson({ lives: false, releasedOn: '2020-02-14' })])).toEqual(['notice', 'pledge'])
  expect(await render([createPerson(), createPerson({ id: 'p2', releasedOn: '2020-02-14' })])).toEqual(['notice', 'pledge', 'release-certificate'])
})
