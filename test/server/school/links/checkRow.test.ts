import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schoolFeed } from '../../../../server/feeds/school/parse.ts'
import { checkForm } from '../../../../server/forms/checkForm.ts'
import { formByVersion, formOn } from '../../../../server/forms/forms.ts'
import { createRegionReference } from '../../../../server/packs/epidemic/createRegionReference.ts'
import { judgeCheck } from '../../../../server/packs/epidemic/school/judgeCheck.ts'
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
    expect(contentOf({ ...WELL, symptoms: ['cough'] })).toMatchObject({ temperatureCelsius: 36.5, symptoms: [], healthCode: 'green', travelled: false, whereNow: 'home', contact: 'none', form: 'daily-check.3' })
  })
  it('of one that is not: in the words of the form, since when, and who lives there', () => {
    const household = [{ relation: 'mother', healthCode: 'yellow', travelled: 'yes', travelledTo: '江苏盐城' }, { relation: 'grandparent', healthCode: 'none', travelled: 'no', travelledTo: '没有问到' }]
    expect(contentOf({ ...WELL, unwell: 'yes', symptoms: ['cough', 'throat'], symptomsSince: '2020-02-14', healthCode: 'none', household })).toMatchObject({
      symptoms: ['咳嗽', '咽痛'], symptomsSince: '2020-02-14', healthCode: undefined,
      household: [{ relation: 'mother', healthCode: 'yellow', travelled: true, travelledTo: '江苏盐城' }, { relation: 'grandparent', healthCode: undefined, travelled: false, travelledTo: undefined }],
    })
  })
  it('somebody at home who was in a listed region gives reason to an alert; answers to the first version stay what they were', () => {
    const regions = createRegionReference([{ seq: 1, body: { region: '江苏盐城', level: 'key', from: today - 3 } }] as never)
    const judged = (content: object) => {
      const report = parsed(content)
      if (Array.isArray(report)) throw new Error(JSON.stringify(report))
      return judgeCheck(report.body, today, regions)
    }
    const household = [{ relation: 'father', healthCode: 'green', travelled: 'no' }, { relation: 'mother', healthCode: 'green', travelled: 'yes', travelledTo: '盐城响水 13800001111' }]
    expect(judged(contentOf({ ...WELL, household }))).toEqual([{ rule: 'travel', details: { region: '江苏盐城', level: 'key', who: 'home' }, facts: ['mother 江苏盐城 2 0'] }])
    expect(checkForm(daily, { ...WELL, household: [{ relation: 'mother', healthCode: 'green', travelled: 'yes' }] }, today).problems.map(({ field, code }) => `${field} ${code}`)).toEqual(['household.0.travelledTo missing'])
    const first = formByVersion('daily-check', 1)!
    expect(contentOf({ ...WELL, household }, first)).toMatchObject({ form: 'daily-check.1', household: [{}, { relation: 'mother', travelled: true, travelledTo: undefined }] })
  })
  it('to what the bureau asks besides go along by the question’s name; words that may name somebody go aside', () => {
    const form: Form = { ...daily, version: 1001, schema: [...daily.schema,
      { $formkit: 'radio', name: 'bus', label: { 'zh-CN': '校车', en: 'Bus' }, keep: 'log', options: [{ value: 'yes', label: { 'zh-CN': '是', en: 'Yes' } }] },
      { $formkit: 'text', name: 'fetchedby', label: { 'zh-CN': '谁来接', en: 'Fetched by' }, validation: 'length:0,40', keep: 'aside' }] }
    const content = contentOf({ ...WELL, bus: 'yes', fetchedby: '外婆李某 13800001111' }, form)
    expect(content).toMatchObject({ form: 'daily-check.1001', answers: { bus: 'yes' }, asideAnswers: { fetchedby: '外婆李某 13800001111' } })
    const report = parsed(content)
    if (Array.isArray(report)) throw new Error(JSON.stringify(report))
    expect(report.body).toMatchObject({ form: 'daily-check.1001', answers: { bus: 'yes' } })
    expect(JSON.stringify(report.body)).not.toMatch(/李某|138/)
    expect(report.privateCells).toMatchObject({ 'answers.fetchedby': '外婆李某 13800001111' })
  })
  it('whatever is answered and accepted by the form, the feed takes, and the log holds nothing of the words', () => {
    const answers = fc.record({
      temperatureCelsius: fc.double({ min: 34, max: 43, noNaN: true }), unwell: fc.constantFrom('yes', 'no'), symptoms: fc.subarray(['fever', 'cough', 'throat', 'fatigue', 'breathless', 'diarrhoea', 'vomiting', 'other'], { minLength: 1 }),
      symptomsSince: fc.constantFrom('2020-02-16', '2020-01-02'), healthCode: fc.constantFrom('green', 'yellow', 'red', 'none'), whereNow: fc.constantFrom('home', 'school', 'elsewhere'), regionNow: fc.constantFrom('浙江温州', '<script>'),
      travelled: fc.constantFrom('yes', 'no'), travelledTo: fc.constantFrom('湖北武汉', '武汉 13800001111'), contact: fc.constantFrom('none', 'region', 'suspected', 'confirmed'), note: fc.constantFrom('', '<img onerror=alert(1)> 张三丰'),
      household: fc.array(fc.record({ relation: fc.constantFrom('father', 'mother', 'grandparent', 'sibling', 'other'), healthCode: fc.constantFrom('green', 'none'), travelled: fc.constantFrom('yes', 'no'), travelledTo: fc.constantFrom('江苏盐城', '盐城 13800001111') }), { maxLength: 4 }),
    })
    fc.assert(fc.property(answers, (given) => {
      const report = parsed(contentOf(given))
      if (Array.isArray(report)) throw new Error(JSON.stringify(report))
      expect(report.body).toMatchObject({ by: 'parent', form: 'daily-check.3' })
      expect(JSON.stringify(report.body)).not.toMatch(/张三丰|138|onerror/)
    }))
  })
})
