import { describe, expect, it } from 'vitest'
import { FORMS } from '../../../server/forms/forms.ts'
import { formNodes } from '../../../web/resident/formNodes.ts'

const health = FORMS.find(({ id }) => id === 'health-registration')!
const masks = FORMS.find(({ id }) => id === 'mask-booking')!

describe('the nodes of a form', () => {
  it('are in one language, and hold nothing that FormKit would write into the page', () => {
    for (const form of FORMS) for (const locale of ['zh-CN', 'en'] as const) for (const node of formNodes(form, locale, '2020-02-16', null)) {
      const { options, label, id, name, ...rest } = node
      expect([typeof label, id]).toEqual(['string', name])
      for (const option of (options ?? []) as { label: unknown }[]) expect(typeof option.label).toBe('string')
      for (const key of ['keep', 'daysBack', 'daysAhead', 'usual']) expect(rest).not.toHaveProperty(key)
    }
  })
  it('mark what must be answered', () => {
    const marked = formNodes(health, 'en', '2020-02-16', null).filter(({ outerClass }) => outerClass === 'must').map(({ name }) => name)
    expect(marked).toEqual(['name', 'phone', 'state', 'returnedOn', 'origin', 'truthful'])
  })
  it('bound a day by today', () => {
    const node = formNodes(health, 'zh-CN', '2020-03-01', null).find(({ name }) => name === 'returnedOn')!
    expect([node.min, node.max]).toEqual(['2019-12-02', '2020-03-01'])
  })
  it('a round says how many a household may have', () => {
    const node = formNodes(masks, 'en', '2020-03-01', { perHousehold: 5 }).find(({ name }) => name === 'quantity')!
    expect(node).toMatchObject({ value: '5', max: 5, validation: 'required|between:1,5' })
  })
})
