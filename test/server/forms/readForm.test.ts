import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMS, formOn } from '../../../server/forms/forms.ts'
import { readForm } from '../../../server/forms/readForm.ts'
import { checkFormOfBody } from '../../../server/school/links/checkForms.ts'
import { successorProblem } from '../../../server/forms/successorProblem.ts'
import type { RowProblem } from '../../../server/packs/pack.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import { FIRST_PUBLISHED_VERSION as FIRST, nextFormVersion } from '../../../server/protocol/nextFormVersion.ts'
import type { Form, FormInput } from '../../../server/protocol/residents.ts'

const today = dayFromText('2020-02-16')!
const daily = formOn('daily-check', today)!
const QUESTION: FormInput = { $formkit: 'radio', name: 'bus', label: { 'zh-CN': '是否乘校车', en: 'By school bus' }, keep: 'log', options: [{ value: 'yes', label: { 'zh-CN': '是', en: 'Yes' } }, { value: 'no', label: { 'zh-CN': '否', en: 'No' } }] }
const next = (change: (form: Form) => void = () => {}, validFrom = '2020-02-17'): Form => {
  const form = { ...structuredClone(daily), version: FIRST, validFrom }
  change(form)
  return form
}
const asked = (form: Form, name: string): FormInput => form.schema.find((input) => input.name === name)!
const read = (form: unknown): { form: Form | null; codes: string[] } => {
  const problems: RowProblem[] = []
  const made = readForm(form, problems)
  return { form: made, codes: problems.map(({ field, code }) => `${field} ${code}`) }
}

describe('readForm', () => {
  it('takes a question more, and nothing that is no part of a form', () => {
    const { form, codes } = read({ ...next((one) => one.schema.push({ ...QUESTION, onclick: 'alert(1)', $el: 'script' } as FormInput)), author: 'x' })
    expect(codes).toEqual([])
    expect(form!.schema.at(-1)).toEqual(QUESTION)
    expect(form).not.toHaveProperty('author')
  })
  it('a text that is missing in English is the Chinese one; a number in a text is cut out', () => {
    const { form } = read(next((one) => { one.intro = { 'zh-CN': '请拨打 13800001111', en: '' } }))
    expect(form!.intro).toEqual({ 'zh-CN': '请拨打 …', en: '请拨打 …' })
  })
  it.each<[string, (form: Form) => void, string]>([
    ['a question without words', (form) => { asked(form, 'contact').label = { 'zh-CN': ' ', en: '' } }, 'schema.9.label missing'],
    ['a rule that only a browser knows', (form) => { asked(form, 'contact').validation = 'matches:/x/' }, 'schema.9.validation unknown-value'],
    ['free text that goes to the log as it is', (form) => { asked(form, 'regionNow').keep = 'log' }, 'schema.6.keep unknown-value'],
    ['free text of any length', (form) => { delete asked(form, 'note').validation }, 'schema.11.validation missing'],
    ['an element of a page', (form) => { (asked(form, 'note') as { $formkit: string }).$formkit = 'script' }, 'schema.11.$formkit unknown-value'],
    ['a name twice', (form) => { asked(form, 'contact').name = 'unwell' }, 'schema.9.name name-taken'],
    ['a name that is none', (form) => { asked(form, 'contact').name = '__proto__' }, 'schema.9.name unknown-value'],
    ['a choice without choices', (form) => { asked(form, 'contact').options = [] }, 'schema.9.options unknown-value'],
    ['a condition on what comes later', (form) => { asked(form, 'healthCode').if = "$get(contact).value === 'none'" }, 'schema.4.if unknown-value'],
    ['a condition on a choice that there is not', (form) => { asked(form, 'contact').if = "$get(unwell).value === 'maybe'" }, 'schema.9.if unknown-value'],
    ['a list in a list', (form) => { asked(form, 'household').children!.push(structuredClone(asked(form, 'household'))) }, 'schema.10.children.4.$formkit unknown-value'],
    ['words of somebody in a list that go aside, where nothing would keep them', (form) => { asked(form, 'household').children![3].keep = 'aside' }, 'schema.10.children.3.keep unknown-value'],
    ['a usual answer that is no choice', (form) => { asked(form, 'contact').usual!.value = 'nobody' }, 'schema.9.usual unknown-value'],
    ['a usual answer that says nothing', (form) => { asked(form, 'contact').usual!.words = { 'zh-CN': ' ', en: '' } }, 'schema.9.usual.words missing'],
    ['a usual answer to what is not chosen', (form) => { Object.assign(asked(form, 'note'), { usual: { value: 'none', words: QUESTION.label } }) }, 'schema.11.usual unknown-value'],
    ['41 questions', (form) => { for (let i = 0; i < 30; i++) form.schema.push({ ...QUESTION, name: `q${i}` }) }, 'schema too-many'],
    ['a day that does not exist', (form) => { form.validFrom = '2020-02-30' }, 'validFrom not-a-date'],
    ['another form', (form) => { form.id = 'constructor' }, 'form unknown-form'],
  ])('refuses %s', (_, change, expected) => {
    const { form, codes } = read(next(change))
    expect([form, codes]).toEqual([null, expect.arrayContaining([expected])])
  })
  it('never throws, and what it takes is taken again as it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (raw) => { readForm(raw, []) }))
    const input = fc.record({
      $formkit: fc.constantFrom('text', 'radio', 'list', 'number', 'checkbox', 'script'), name: fc.constantFrom('a', 'b1', '1', '__proto__'), keep: fc.constantFrom('log', 'redacted', 'aside'),
      label: fc.constantFrom({ 'zh-CN': '问', en: 'Q' }, {}, { en: 'Q' }), validation: fc.constantFrom('required', 'length:0,9', 'between:1,2', 'x', undefined), options: fc.constantFrom(QUESTION.options, [], undefined), children: fc.constantFrom([QUESTION], [], undefined), most: fc.constantFrom(3, -1, undefined),
    })
    fc.assert(fc.property(fc.array(input, { maxLength: 4 }), (schema) => {
      const { form } = read({ ...next(), schema })
      if (form) expect(read(structuredClone(form)).form).toEqual(form)
    }))
  })
})

describe('a version that a bureau publishes', () => {
  it('has a number that no version of the program has, whichever the program brings and whatever was published before', () => {
    for (const { version } of FORMS) expect(version).toBeLessThan(FIRST)
    const built = fc.integer({ min: 1, max: FIRST - 1 })
    fc.assert(fc.property(fc.array(built, { minLength: 1 }), fc.array(built), fc.nat(9), (now, later, published) => {
      const versions = now.map((version) => ({ version }))
      for (let count = 0; count <= published; count++) versions.push({ version: nextFormVersion(versions) })
      const own = versions.slice(now.length).map(({ version }) => version)
      expect([new Set(own).size, Math.min(...own)]).toEqual([own.length, FIRST])
      // The program is updated, and brings whatever it does: the next one still stands behind all that were published.
      const updated = [...versions, ...later.map((version) => ({ version }))]
      expect(nextFormVersion(updated)).toBe(Math.max(...own) + 1)
    }))
  })
  it('stays the one that is asked, and each answer is read by its own, when an update brings a version under what was its number once', () => {
    const own = next((form) => { form.schema.push(QUESTION) })
    const updated: Form = { ...structuredClone(daily), version: 4, validFrom: '2020-02-18' }
    const forms = [...FORMS, updated, own]
    expect(formOn('daily-check', today + 2, forms)).toBe(own)
    expect(['daily-check.4', `daily-check.${FIRST}`, 'daily-check.3', 'daily-check.5'].map((said) => checkFormOfBody(forms, said))).toEqual([updated, own, daily, null])
  })
})

describe('the version after', () => {
  const problemOf = (form: Form, versions: readonly Form[] = FORMS) => successorProblem(form, versions, today)?.code ?? null
  it('words anew, adds and retires', () => {
    expect(problemOf(next((form) => {
      form.schema.push(QUESTION)
      form.schema = form.schema.filter(({ name }) => name !== 'contact')
      asked(form, 'symptoms').options!.push({ value: 'smell', label: { 'zh-CN': '嗅觉减退', en: 'Loss of smell' } })
      asked(form, 'healthCode').label = { 'zh-CN': '健康码颜色', en: 'Colour of the code' }
    }))).toBeNull()
  })
  it.each<[string, Form, string]>([
    ['an edit of a published version', { ...next(), version: 3 }, 'published-meanwhile'],
    ['a version left out', { ...next(), version: FIRST + 1 }, 'published-meanwhile'],
    ['a number of the program’s own', { ...next(), version: 4 }, 'published-meanwhile'],
    ['yesterday', next(undefined, '2020-02-15'), 'date-too-old'],
    ['no temperature', next((form) => { form.schema.shift() }), 'question-needed'],
    ['a temperature that may be left out', next((form) => { asked(form, 'temperatureCelsius').validation = 'between:34,43' }), 'question-needed'],
    ['another kind under an old name', next((form) => { form.schema[9] = { ...QUESTION, name: 'contact', $formkit: 'checkbox' } }), 'kind-changed'],
    ['a code that no rule knows', next((form) => { asked(form, 'healthCode').options!.push({ value: 'grey', label: { 'zh-CN': '灰码', en: 'Grey' } }) }), 'choices-fixed'],
    ['the same among those at home', next((form) => { asked(form, 'household').children![1].options!.push({ value: 'grey', label: { 'zh-CN': '灰码', en: 'Grey' } }) }), 'choices-fixed'],
    ['more asked of those at home', next((form) => { asked(form, 'household').children!.push(QUESTION) }), 'kind-changed'],
  ])('refuses %s', (_, form, code) => {
    expect(problemOf(form)).toBe(code)
  })
  it('keeps what a later version asked of those at home, and may leave it out', () => {
    expect(asked(next(), 'household').children!.map(({ name }) => name)).toContain('travelledTo')
    expect(problemOf(next((form) => { asked(form, 'household').children!.pop() }))).toBeNull()
    expect(problemOf(next((form) => { Object.assign(asked(form, 'household').children![3], { $formkit: 'radio', keep: 'log', options: QUESTION.options }) }))).toBe('kind-changed')
  })
  it('a booking asks nothing that it would not keep', () => {
    const booking = { ...structuredClone(FORMS.find(({ id }) => id === 'mask-booking')!), version: FIRST, validFrom: '2020-02-17' }
    expect(problemOf({ ...booking, title: { 'zh-CN': '口罩', en: 'Masks' } })).toBeNull()
    expect(problemOf({ ...booking, schema: [...booking.schema, QUESTION] })).toBe('no-more-questions')
  })
  it('begins no earlier than the one before, and a retired name keeps what it meant', () => {
    const second = next((form) => { form.schema.push(QUESTION) }, '2020-03-01')
    const third = { ...next(), version: FIRST + 1, validFrom: '2020-02-20' }
    expect(problemOf(third, [...FORMS, second])).toBe('before-published')
    const after = { ...next((form) => { form.schema.push({ ...QUESTION, $formkit: 'checkbox' }) }), version: FIRST + 1, validFrom: '2020-03-02' }
    expect(problemOf(after, [...FORMS, second])).toBe('kind-changed')
  })
})
