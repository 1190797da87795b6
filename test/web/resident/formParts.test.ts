import { describe, expect, it } from 'vitest'
import { formOn } from '../../../server/forms/forms.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import type { Answers } from '../../../server/protocol/residents.ts'
import { inputNodes } from '../../../web/resident/formNodes.ts'
import { formParts } from '../../../web/resident/formParts.ts'
import { rememberedLines, worthRemembering } from '../../../web/resident/rememberedLines.ts'

const daily = formOn('daily-check', dayFromText('2020-02-16')!)!
const SAID: Answers = { temperatureCelsius: '36.5', unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none', household: [{ relation: 'mother', healthCode: 'green', travelled: 'no' }], note: '一句话' }

describe('a form in parts', () => {
  it('keeps the order, and parts lists and what is remembered from the rest', () => {
    const parts = formParts(daily.schema)
    expect(parts.map(({ key, list, remembered }) => [key, list !== null, remembered])).toEqual([['temperatureCelsius', false, false], ['healthCode', false, true], ['household', true, true], ['note', false, false]])
    expect(parts.flatMap(({ list, inputs }) => (list ? [list] : inputs))).toEqual(daily.schema)
  })
  it('one of a list has ids of its own, and its conditions ask about itself', () => {
    const [node] = inputNodes([{ ...daily.schema[2], if: "$get(unwell).value === 'yes'" }], 'en', '2020-02-16', null, 'household3x')
    expect([node.id, node.name, node.if]).toEqual(['household3xsymptoms', 'symptoms', "$get(household3xunwell).value === 'yes'"])
  })
})

describe('what a device remembers', () => {
  it('is what the form lets it: no temperature, no symptom, no words', () => {
    expect(worthRemembering(daily, { ...SAID, symptoms: ['cough'] })).toEqual({ healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none', household: SAID.household })
  })
  it('stands in words while it is folded away', () => {
    expect(rememberedLines(daily, worthRemembering(daily, SAID), 'zh-CN')).toEqual(['孩子的健康码：绿码', '孩子现在在哪里：在家', '14 天内是否离开过本市：没有', '14 天内有没有接触：都没有', '母亲，绿码，没有'])
    expect(rememberedLines(daily, worthRemembering(daily, SAID), 'en')).toContain('Where the child is now: At home')
  })
  it('of those at home asks where only after a yes', () => {
    const mother = { relation: 'mother', healthCode: 'green', travelled: 'yes' }
    expect(rememberedLines(daily, { ...SAID, household: [{ ...mother, travelledTo: '江苏盐城' }] }, 'zh-CN')).toContain('母亲，绿码，离开过，江苏盐城')
    expect(rememberedLines(daily, { ...SAID, household: [mother] }, 'zh-CN')).toBeNull()
    expect(rememberedLines(daily, { ...SAID, household: [{ ...mother, travelled: 'no', travelledTo: '江苏盐城' }] }, 'zh-CN')).toContain('母亲，绿码，没有')
  })
  it.each<[string, Answers]>([
    ['nothing yet', {}], ['an answer missing', { ...SAID, contact: '' }], ['one that depends on another', { ...SAID, whereNow: 'elsewhere' }], ['a choice that there is no more', { ...SAID, healthCode: 'gold' }],
    ['somebody at home of whom something is missing', { ...SAID, household: [{ relation: 'mother' }] }],
  ])('is shown open when there is %s', (_, answers) => {
    expect(rememberedLines(daily, answers, 'zh-CN')).toBeNull()
  })
})
