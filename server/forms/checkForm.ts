import { asRecord } from '../feeds/rowChecks/asRecord.ts'
import { readText } from '../feeds/rowChecks/readText.ts'
import { rowProblem } from '../feeds/reasons.ts'
import type { RowProblem } from '../packs/pack.ts'
import { dayFromText } from '../protocol/day.ts'
import type { Form, FormInput } from '../protocol/residents.ts'
import { type FormRules, readCondition, readRules } from './readRules.ts'

/** A day as a day number, a number as a number, a choice or text as a text, several choices as a list, a tick as true. */
export type CheckedValue = string | number | boolean | string[]
/** What was said of one of a list. */
export type CheckedItem = Record<string, CheckedValue>

const LONGEST_NUMBER = 16

/**
 * Answers against the form that they answer: the same rules as the page has, whatever the page did. Inputs whose condition
 * does not hold are left out, and so is whatever the form does not ask. Pure; never throws on any answers.
 */
export function checkForm(form: Pick<Form, 'schema'>, answers: unknown, today: number): { values: Map<string, CheckedValue | CheckedItem[]>; problems: RowProblem[] } {
  const problems: RowProblem[] = []
  return { values: checkInputs(form.schema, answers, today, '', problems), problems }
}

/** `path`: what stands before a field's name in its problem, `household.0.` in a list. */
function checkInputs(inputs: readonly FormInput[], answers: unknown, today: number, path: string, problems: RowProblem[]): Map<string, CheckedValue | CheckedItem[]> {
  const given = asRecord(answers) ?? {}
  const values = new Map<string, CheckedValue | CheckedItem[]>()
  for (const input of inputs) {
    const condition = readCondition(input)
    if (condition && values.get(condition.name) !== condition.value) continue
    const before = problems.length
    const rules = readRules(input)
    const value = Object.hasOwn(given, input.name) ? given[input.name] : undefined
    const refuse = (code: string): void => void problems.push(rowProblem(path + input.name, code, undefined, input.label))
    const read = input.$formkit === 'list' ? readItems(input, value, today, path, problems, refuse) : readValue(input, rules, value, today, refuse)
    if (read !== null) values.set(input.name, read)
    else if (rules.required && problems.length === before) refuse('missing')
  }
  return values
}

function readItems(input: FormInput, value: unknown, today: number, path: string, problems: RowProblem[], refuse: (code: string) => void): CheckedItem[] | null {
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) refuse('not-a-list')
  else if (value.length > (input.most ?? 0)) refuse('too-many')
  else if (!value.every((item) => asRecord(item) !== null)) refuse('not-an-object')
  else if (value.length > 0) {
    // A list stands in no list: what comes back are values.
    return value.map((item, index) => Object.fromEntries(checkInputs(input.children ?? [], item, today, `${path}${input.name}.${index}.`, problems)) as CheckedItem)
  }
  return null
}

/** Null when nothing was answered or `refuse` was told why. */
function readValue(input: FormInput, rules: FormRules, value: unknown, today: number, refuse: (code: string) => void): CheckedValue | null {
  if (value === undefined || value === null || value === '') return null
  switch (input.$formkit) {
    case 'text':
    case 'tel':
    case 'textarea':
      return readFreeText(rules, value, refuse)
    case 'number':
      return readNumber(input, rules, value, refuse)
    case 'date':
      return readDate(input, value, today, refuse)
    case 'radio':
    case 'select':
      if (input.options?.some((option) => option.value === value)) return value as string
      refuse('unknown-value')
      return null
    case 'checkbox':
      return input.options ? readChoices(input.options, value, refuse) : readTick(value, refuse)
    case 'list':
      return null
  }
}

function readFreeText(rules: FormRules, value: unknown, refuse: (code: string) => void): string | null {
  const [least, most] = rules.length!
  const problems: RowProblem[] = []
  const text = readText({ text: value }, 'text', most, false, problems)
  if (problems.length > 0) refuse(problems[0].code)
  else if (text !== '' && text.length < least) refuse('too-short')
  else if (text !== '') return text
  return null
}

/** Browsers send the text of a number field. */
function readNumber(input: FormInput, rules: FormRules, value: unknown, refuse: (code: string) => void): number | null {
  const text = typeof value === 'string' ? value.normalize('NFKC').trim() : ''
  const number = typeof value === 'number' ? value : /^-?\d+(\.\d+)?$/.test(text) && text.length <= LONGEST_NUMBER ? Number(text) : NaN
  if (!Number.isFinite(number) || (input.step === 1 && !Number.isSafeInteger(number))) refuse('not-a-number')
  else if (rules.between && (number < rules.between[0] || number > rules.between[1])) refuse('out-of-range')
  else return input.step === 1 ? number : Math.round(number * 100) / 100
  return null
}

function readDate(input: FormInput, value: unknown, today: number, refuse: (code: string) => void): number | null {
  const day = typeof value === 'string' && value.length <= 10 ? dayFromText(value) : null
  if (day === null) refuse('not-a-date')
  else if (day > today + (input.daysAhead ?? 0)) refuse('date-in-future')
  else if (input.daysBack !== undefined && day < today - input.daysBack) refuse('date-too-old')
  else return day
  return null
}

function readChoices(options: NonNullable<FormInput['options']>, value: unknown, refuse: (code: string) => void): string[] | null {
  if (!Array.isArray(value)) refuse('not-a-list')
  else if (value.length > options.length) refuse('too-many')
  else if (!value.every((one) => options.some((option) => option.value === one))) refuse('unknown-value')
  else return value.length === 0 ? null : options.filter((option) => value.includes(option.value)).map((option) => option.value)
  return null
}

function readTick(value: unknown, refuse: (code: string) => void): true | null {
  if (typeof value !== 'boolean') refuse('not-a-boolean')
  return value === true ? true : null
}
