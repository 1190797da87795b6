import { describe, expect, it } from 'vitest'
import { formByVersion, formOn, FORMS } from '../../../server/forms/forms.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import type { Answers, Form, FormInput } from '../../../server/protocol/residents.ts'
import { inputNodes } from '../../../web/resident/formNodes.ts'
import { type FormPart, formParts, usualRows } from '../../../web/resident/formParts.ts'
import { rememberedLines, worthRemembering } from '../../../web/resident/rememberedLines.ts'

const daily = formOn('daily-check', dayFromText('2020-02-16')!)!
const SAID: Answers = { temperatureCelsius: '36.5', unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none', household: [{ relation: 'mother', healthCode: 'green', travelled: 'no' }], note: '一句话' }

const inputsOf = (part: FormPart): FormInput[] => (part.kind === 'list' ? [part.list] : part.kind === 'plain' ? part.inputs : part.rows.flatMap(({ input, followers }) => [input, ...followers]))
const without = ({ schema }: Form, name: string): FormInput[] => schema.filter((input) => input.name !== name)

describe('a form in parts', () => {
  it('keeps the order, and parts lists and what is remembered from the rest', () => {
    const first = formByVersion('daily-check', 1)!
    for (const form of [...FORMS, { schema: without(daily, 'unwell') }]) expect(formParts(form.schema).flatMap(inputsOf)).toEqual(form.schema)
    expect(formParts(first.schema).map(({ kind, key, remembered }) => [kind, key, remembered])).toEqual([['plain', 'temperatureCelsius', false], ['plain', 'healthCode', true], ['list', 'household', true], ['plain', 'note', false]])
  })
  it('questions with a usual answer stand together, each with what is asked because of it', () => {
    expect(formParts(daily.schema).map(({ kind, key }) => [kind, key])).toEqual([['plain', 'temperatureCelsius'], ['usual', 'unwell'], ['list', 'household'], ['plain', 'note']])
    const [, together] = formParts(daily.schema)
    expect(together.kind === 'usual' && together.rows.map(({ key, followers, remembered }) => [key, followers.map(({ name }) => name), remembered])).toEqual([
      ['unwell', ['symptoms', 'symptomsSince'], false], ['healthCode', [], true], ['whereNow', ['regionNow'], true], ['travelled', ['travelledTo'], true], ['contact', [], true]])
    expect(usualRows(daily.schema[10].children!.slice(1)).map(({ key }) => key)).toEqual(['healthCode', 'travelled'])
  })
  it('one alone is a question like any other, and one that a bureau adds joins them where it has a usual answer', () => {
    expect(formParts(daily.schema.slice(0, 4)).map(({ kind }) => kind)).toEqual(['plain'])
    const bus: FormInput = { $formkit: 'radio', name: 'bus', label: { 'zh-CN': '校车', en: 'Bus' }, keep: 'log', options: [{ value: 'no', label: { 'zh-CN': '不乘', en: 'No' } }] }
    const at = daily.schema.findIndex(({ name }) => name === 'household')
    const kindOf = (question: FormInput) => formParts([...daily.schema.slice(0, at), question, ...daily.schema.slice(at)]).find((part) => inputsOf(part).includes(question))!.kind
    expect([kindOf(bus), kindOf({ ...bus, usual: { value: 'no', words: bus.label } })]).toEqual(['plain', 'usual'])
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
