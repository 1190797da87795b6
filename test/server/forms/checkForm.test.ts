import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registrationFeed } from '../../../server/feeds/registration/parse.ts'
import { checkForm } from '../../../server/forms/checkForm.ts'
import { FORMS, formAnswered, formOn } from '../../../server/forms/forms.ts'
import { readForm } from '../../../server/forms/readForm.ts'
import type { RowProblem } from '../../../server/packs/pack.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import type { Form, FormInput } from '../../../server/protocol/residents.ts'

const today = dayFromText('2020-02-16')!
const CONTEXT = { today, now: Date.parse('2020-02-16T12:00:00+08:00'), zoneOffsetMinutes: 480 }
const form = formOn('health-registration', today)!
const GOOD = { name: '测试甲', phone: '10000000001', state: 'returned', returnedOn: '2020-02-14', origin: '浙江温州', truthful: true }
const check = (answers: unknown) => checkForm(form, answers, today)
const inputsOf = ({ schema }: Form): FormInput[] => schema.flatMap((input) => [input, ...(input.children ?? [])])
const codes = (answers: unknown) => check(answers).problems.map(({ field, code }) => `${field} ${code}`)

describe('every form', () => {
  it.each(FORMS.map((one) => [`${one.id} ${one.version}`, one] as const))('%s asks only what the server can check, in both languages, and is read as itself', (_, one) => {
    const problems: RowProblem[] = []
    expect(readForm(structuredClone(one), problems)).toEqual(one)
    expect(problems).toEqual([])
    for (const input of inputsOf(one)) expect([input.name, input.label['zh-CN'] !== input.label.en]).toEqual([input.name, true])
  })
})

describe('checkForm', () => {
  it('reads days as day numbers, numbers from text, choices in the order of the form', () => {
    const { values, problems } = check({ ...GOOD, temperatureCelsius: '３６．５', atHome: '3', symptoms: ['cough', 'fever'] })
    expect(problems).toEqual([])
    expect(Object.fromEntries(values)).toMatchObject({ state: 'returned', returnedOn: today - 2, temperatureCelsius: 36.5, atHome: 3, symptoms: ['fever', 'cough'] })
  })
  it('asks what depends on another answer only then', () => {
    expect(codes({ ...GOOD, returnedOn: '', origin: undefined })).toEqual(['returnedOn missing', 'origin missing'])
    const { values, problems } = check({ ...GOOD, state: 'stayed', origin: 7 })
    expect([problems, values.has('origin')]).toEqual([[], false])
  })
  it.each([
    ['a day that does not exist', { returnedOn: '2020-02-30' }, 'returnedOn not-a-date'],
    ['tomorrow', { returnedOn: '2020-02-17' }, 'returnedOn date-in-future'],
    ['a day of last year', { returnedOn: '2019-02-17' }, 'returnedOn date-too-old'],
    ['365 degrees', { temperatureCelsius: 365 }, 'temperatureCelsius out-of-range'],
    ['a word for a number', { temperatureCelsius: 'hot' }, 'temperatureCelsius not-a-number'],
    ['half a person', { atHome: 2.5 }, 'atHome not-a-number'],
    ['a choice that is none', { state: 'vacant' }, 'state unknown-value'],
    ['a list where a text is meant', { name: ['a'] }, 'name not-a-text'],
    ['a name of 10,000 characters', { name: '长'.repeat(10_000) }, 'name too-long'],
    ['a phone of two digits', { phone: '12' }, 'phone too-short'],
    ['a NUL', { message: 'a\u0000b' }, 'message control-characters'],
    ['an untold symptom', { symptoms: ['plague'] }, 'symptoms unknown-value'],
    ['a tick that was not set', { truthful: false }, 'truthful missing'],
  ])('refuses %s by its field, with words', (_, change, expected) => {
    expect(codes({ ...GOOD, ...change })).toEqual([expected])
    for (const { reason } of check({ ...GOOD, ...change }).problems) expect(reason['zh-CN'].length * reason.en.length).toBeGreaterThan(0)
  })
  it('never throws, whatever is sent, and lets nothing through that the form does not ask', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...form.schema.map(({ name }) => name), '__proto__', 'toString'), fc.jsonValue())), (answers) => {
      for (const one of FORMS) for (const name of checkForm(one, answers, today).values.keys()) expect(one.schema.map((input) => input.name)).toContain(name)
    }))
  })
})

describe('a list in a form', () => {
  const daily = formOn('daily-check', today)!
  const WELL = { temperatureCelsius: 36.5, unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none' }
  const said = (household: unknown) => checkForm(daily, { ...WELL, household }, today)
  it('is read item by item, and what is wrong is told by its place', () => {
    expect(said([{ relation: 'mother', healthCode: 'green', travelled: 'no', name: '不该有' }]).values.get('household')).toEqual([{ relation: 'mother', healthCode: 'green', travelled: 'no' }])
    expect(said([{ relation: 'mother', healthCode: 'green', travelled: 'no' }, { relation: 'aunt', travelled: 'yes' }]).problems.map(({ field, code }) => `${field} ${code}`)).toEqual(['household.1.relation unknown-value', 'household.1.healthCode missing', 'household.1.travelledTo missing'])
  })
  it.each([
    ['nothing', undefined, []], ['an empty one', [], []], ['no list', 'x', ['not-a-list']], ['a list of texts', ['x'], ['not-an-object']], ['more than fit', Array.from({ length: 13 }, () => ({})), ['too-many']],
  ])('%s', (_, household, expected) => {
    const { values, problems } = said(household)
    expect([problems.map(({ code }) => code), values.has('household')]).toEqual([expected, false])
  })
  it('asks for the symptoms only of who is unwell, and since when', () => {
    expect(checkForm(daily, { ...WELL, unwell: 'yes' }, today).problems.map(({ field }) => field)).toEqual(['symptoms', 'symptomsSince'])
    expect(checkForm(daily, { ...WELL, symptoms: ['cough'] }, today).values.has('symptoms')).toBe(false)
  })
})

describe('versions', () => {
  const next: Form = { ...form, version: form.version + 1, validFrom: '2020-02-17' }
  const forms = [form, next]
  it('the newest that has begun is asked; an older one is taken as long as somebody sends it, a later one not before it begins', () => {
    expect([formOn(form.id, today, forms)?.version, formOn(form.id, today + 1, forms)?.version]).toEqual([form.version, form.version + 1])
    expect([0, 1, 2, 400].map((days) => formAnswered(form.id, form.version, today + days, forms))).toEqual([form, form, form, form])
    expect([0, 1].map((days) => formAnswered(form.id, next.version, today + days, forms))).toEqual([null, next])
    expect(formAnswered('constructor', 1, today)).toBeNull()
  })
})

describe('a registration', () => {
  const parse = (answers: unknown) => registrationFeed.parse({ unit: 'u1', form: form.id, version: form.version, answers }, CONTEXT)

  it('keeps names, phone and words aside, and has no state of its own', () => {
    const report = parse({ ...GOOD, others: '测试乙、测试丙', origin: '浙江温州找测试乙13900001111', transport: 'G123 5车', message: '<script>alert(1)</script>' })
    expect(report).toMatchObject({ subject: 'unit', person: null, body: { form: form.id, version: form.version, said: { state: 'returned', returnedOn: today - 2 } } })
    if (Array.isArray(report)) throw new Error('refused')
    expect(report.body).not.toHaveProperty('state')
    expect(JSON.stringify(report.body)).not.toMatch(/测试|139|G123|script/)
    expect(report.privateCells).toMatchObject({ name: '测试甲', phone: '10000000001', others: '测试乙、测试丙', transport: 'G123 5车', message: '<script>alert(1)</script>' })
  })
  it('never throws on any row, and the log never holds the name, the phone or a text of the sender', () => {
    const name = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊己庚辛壬癸'), minLength: 2, maxLength: 4 })
    const phone = fc.stringMatching(/^1\d{10}$/)
    fc.assert(fc.property(name, phone, fc.array(fc.constantFrom('温州', ' ', '乘车', 'NAME', 'PHONE'), { minLength: 1, maxLength: 6 }), (sender, number, words) => {
      const text = words.join('').replaceAll('NAME', sender).replaceAll('PHONE', number)
      const report = parse({ ...GOOD, name: sender, phone: number, origin: `从${text}`, transit: text, message: text, others: sender, transport: text })
      if (Array.isArray(report)) throw new Error(JSON.stringify(report))
      const body = JSON.stringify(report.body)
      expect([body.includes(sender), body.includes(number)]).toEqual([false, false])
    }))
    fc.assert(fc.property(fc.jsonValue(), (row) => void registrationFeed.parse(row, CONTEXT)))
    fc.assert(fc.property(fc.jsonValue(), (answers) => void parse(answers)))
  })
})
