import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schoolFeed } from '../../../../server/feeds/school/parse.ts'
import { checkForm } from '../../../../server/forms/checkForm.ts'
import { formOn } from '../../../../server/forms/forms.ts'
import { dayFromText } from '../../../../server/protocol/day.ts'
import type { Form } from '../../../../server/protocol/residents.ts'
import { checkContent } from '../../../../server/school/links/checkRow.ts'

const today = dayFromText('2020-02-16')!
const CONTEXT = { today, now: Date.parse('2020-02-16T12:00:00+08:00'), zoneOffsetMinutes: 480 }
const daily = formOn('daily-check', today)!
const WELL = { temperatureCelsius: '36.5', unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none' }
const contentOf = (answers: unknown, form: Form = daily) => {
  const { values, problems } = checkForm(form, answers, today)
  expect(problems).toEqual([])
  return checkContent(form, values)
}
const parsed = (content: object, name = '学生1') => schoolFeed.parse({ ...content, submittedAt: '2020-02-16T07:00:00+08:00', school: '测试小学', class: '一(1)班', studentNo: '2020001', name, by: 'parent' }, CONTEXT)

describe('the answers of a check', () => {
  it('of a child that is well say so, and are no symptom', () => {
    expect(contentOf({ ...WELL, symptoms: ['cough'] })).toMatchObject({ temperatureCelsius: 36.5, symptoms: [], healthCode: 'green', travelled: false, whereNow: 'home', contact: 'none', form: 'daily-check.1' })
  })
  it('of one that is not: in the words of the form, since when, and who lives there', () => {
    const household = [{ relation: 'mother', healthCode: 'yellow', travelled: 'yes' }, { relation: 'grandparent', healthCode: 'none', travelled: 'no' }]
    expect(contentOf({ ...WELL, unwell: 'yes', symptoms: ['cough', 'throat'], symptomsSince: '2020-02-14', healthCode: 'none', household })).toMatchObject({
      symptoms: ['咳嗽', '咽痛'], symptomsSince: '2020-02-14', healthCode: undefined,
      household: [{ relation: 'mother', healthCode: 'yellow', travelled: true }, { relation: 'grandparent', healthCode: undefined, travelled: false }],
    })
  })
  it('to what the bureau asks besides go along by the question’s name; words that may name somebody go aside', () => {
    const form: Form = { ...daily, version: 2, schema: [...daily.schema,
      { $formkit: 'radio', name: 'bus', label: { 'zh-CN': '校车', en: 'Bus' }, keep: 'log', options: [{ value: 'yes', label: { 'zh-CN': '是', en: 'Yes' } }] },
      { $formkit: 'text', name: 'fetchedby', label: { 'zh-CN': '谁来接', en: 'Fetched by' }, validation: 'length:0,40', keep: 'aside' }] }
    const content = contentOf({ ...WELL, bus: 'yes', fetchedby: '外婆李某 13800001111' }, form)
    expect(content).toMatchObject({ form: 'daily-check.2', answers: { bus: 'yes' }, asideAnswers: { fetchedby: '外婆李某 13800001111' } })
    const report = parsed(content)
    if (Array.isArray(report)) throw new Error(JSON.stringify(report))
    expect(report.body).toMatchObject({ form: 'daily-check.2', answers: { bus: 'yes' } })
    expect(JSON.stringify(report.body)).not.toMatch(/李某|138/)
    expect(report.privateCells).toMatchObject({ 'answers.fetchedby': '外婆李某 13800001111' })
  })
  it('whatever is answered and accepted by the form, the feed takes, and the log holds nothing of the words', () => {
    const answers = fc.record({
      temperatureCelsius: fc.double({ min: 34, max: 43, noNaN: true }), unwell: fc.constantFrom('yes', 'no'), symptoms: fc.subarray(['fever', 'cough', 'throat', 'fatigue', 'breathless', 'diarrhoea', 'vomiting', 'other'], { minLength: 1 }),
      symptomsSince: fc.constantFrom('2020-02-16', '2020-01-02'), healthCode: fc.constantFrom('green', 'yellow', 'red', 'none'), whereNow: fc.constantFrom('home', 'school', 'elsewhere'), regionNow: fc.constantFrom('浙江温州', '<script>'),
      travelled: fc.constantFrom('yes', 'no'), travelledTo: fc.constantFrom('湖北武汉', '武汉 13800001111'), contact: fc.constantFrom('none', 'region', 'suspected', 'confirmed'), note: fc.constantFrom('', '<img onerror=alert(1)> 张三丰'),
      household: fc.array(fc.record({ relation: fc.constantFrom('father', 'mother', 'grandparent', 'sibling', 'other'), healthCode: fc.constantFrom('green', 'none'), travelled: fc.constantFrom('yes', 'no') }), { maxLength: 4 }),
    })
    fc.assert(fc.property(answers, (given) => {
      const report = parsed(contentOf(given))
      if (Array.isArray(report)) throw new Error(JSON.stringify(report))
      expect(report.body).toMatchObject({ by: 'parent', form: 'daily-check.1' })
      expect(JSON.stringify(report.body)).not.toMatch(/张三丰|138|onerror/)
    }))
  })
})
