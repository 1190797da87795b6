import { describe, expect, it } from 'vitest'
import { FORMS } from '../../../server/forms/forms.ts'
import { readForm } from '../../../server/forms/readForm.ts'
import { successorProblem } from '../../../server/forms/successorProblem.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import type { Form } from '../../../server/protocol/residents.ts'
import { ADDED_KINDS, askedOn, beginDraft, isRequired, moved, newOption, newQuestion, versionsOf, without, withoutOption, withRequired, withUsual } from '../../../web/school/formDraft.ts'

const TODAY = '2020-02-16'
const versions = versionsOf(FORMS, 'daily-check')
const worded = (form: Form): Form => JSON.parse(JSON.stringify(form).replaceAll('"zh-CN":""', '"zh-CN":"\u95ee"')) as Form

describe('a draft of a form', () => {
  it('begins with what the last version asks, tomorrow, and leaves that version alone', () => {
    const draft = beginDraft(versions, TODAY)
    draft.schema[0].label['zh-CN'] = 'x'
    expect([draft.version, draft.validFrom, versions[0].schema[0].label['zh-CN'] === 'x']).toEqual([1001, '2020-02-17', false])
    expect(beginDraft([...versions, { ...draft, validFrom: '2020-03-01' }], TODAY).validFrom).toBe('2020-03-01')
  })
  it.each(ADDED_KINDS)('with a question more (%s), once it has words, is one that the server publishes', (kind) => {
    const draft = beginDraft(versions, TODAY)
    draft.schema.push(newQuestion(kind, versions, draft))
    const problems: unknown[] = []
    const form = readForm(worded(draft), problems as never)
    expect(problems).toEqual([])
    expect(successorProblem(form!, FORMS, dayFromText(TODAY)!)).toBeNull()
  })
  it('never gives a name twice, also not that of a question that was retired', () => {
    const second = beginDraft(versions, TODAY)
    second.schema.push(newQuestion('text', versions, second))
    const third = beginDraft([...versions, second], TODAY)
    third.schema = without(third.schema, 'q1')
    expect(newQuestion('date', [...versions, second], third).name).toBe('q2')
    expect(newOption([{ value: 'o2', label: { 'zh-CN': '', en: '' } }]).value).toBe('o3')
  })
  it('moves, retires with what hangs on it, and makes an answer optional', () => {
    const { schema } = versions[0]
    expect(moved(schema, 0, -1)).toEqual(schema)
    expect(moved(schema, 0, 1).map(({ name }) => name).slice(0, 2)).toEqual(['unwell', 'temperatureCelsius'])
    expect(without(schema, 'whereNow').map(({ name }) => name)).not.toEqual(expect.arrayContaining(['regionNow']))
    const [temperature] = schema
    expect([isRequired(withRequired(temperature, false)), withRequired(withRequired(temperature, false), true).validation]).toEqual([false, temperature.validation])
  })
  it('gives a single choice the answer that most give, in words that can be written anew, and takes it away with that choice', () => {
    const contact = versions[0].schema.find(({ name }) => name === 'contact')!
    const usual = withUsual(contact, 'none')
    expect(usual.usual).toEqual({ value: 'none', words: { 'zh-CN': '14 天内有没有接触：都没有', en: 'Contact in the last 14 days: None of these' } })
    const worded = { ...usual, usual: { ...usual.usual!, words: { 'zh-CN': '没有接触', en: 'No contact' } } }
    expect([withUsual(worded, 'none').usual, withoutOption(worded, 1).usual]).toEqual([worded.usual, worded.usual])
    expect([withUsual(worded, 'region').usual!.value, withUsual(worded, null), withoutOption(worded, 0).usual]).toEqual(['region', contact, undefined])
    const draft = { ...beginDraft(versions, TODAY), schema: versions.at(-1)!.schema.map((input) => (input.name === 'contact' ? worded : input)) }
    expect(successorProblem(readForm(draft, [])!, FORMS, dayFromText(TODAY)!)).toBeNull()
  })
  it('knows which version is asked on a day', () => {
    const two = [...versions, { ...versions[0], version: 1001, validFrom: '2020-02-20' }]
    expect([askedOn(two, '2020-02-19')?.version, askedOn(two, '2020-02-20')?.version, askedOn(two, '2019-01-01')]).toEqual([3, 1001, null])
  })
})
