import { rowProblem } from '../feeds/reasons.ts'
import { asRecord } from '../feeds/rowChecks/asRecord.ts'
import { redactPersonal } from '../feeds/rowChecks/redactPersonal.ts'
import { readText } from '../feeds/rowChecks/readText.ts'
import type { RowProblem } from '../packs/pack.ts'
import { dayFromText } from '../protocol/day.ts'
import type { Wording } from '../protocol/entities.ts'
import type { Form, FormInput } from '../protocol/residents.ts'
import { FORMS } from './forms.ts'
import { readCondition, readRules } from './readRules.ts'

const LONGEST_LABEL = 200
const LONGEST_INTRO = 600
const MOST_INPUTS = 40
const MOST_OPTIONS = 20
const MOST_IN_LIST = 20
const MOST_DAYS = 36_500
const NAME = /^[a-zA-Z][a-zA-Z0-9]{0,31}$/
const OPTION = /^[a-z0-9][a-z0-9-]{0,31}$/
const WORD = /^[a-z-]{1,20}$/

/** What an answer of each kind may be kept as: a free text never stands in the log as it was typed. */
const KEEPS: Record<FormInput['$formkit'], readonly FormInput['keep'][]> = {
  number: ['log', 'nothing'], date: ['log', 'nothing'], radio: ['log', 'nothing'], select: ['log', 'nothing'], checkbox: ['log', 'nothing'],
  text: ['redacted', 'aside', 'nothing'], textarea: ['redacted', 'aside', 'nothing'], tel: ['aside', 'nothing'], list: ['log'],
}
const FREE_TEXTS: readonly string[] = ['text', 'textarea', 'tel']
/** What can be asked of one of a list: nothing keeps one's words aside. */
const NOT_IN_LISTS: readonly string[] = ['list', 'textarea', 'tel']
const CHOICES: readonly string[] = ['radio', 'select']

/**
 * A form as somebody wrote it, with nothing in it but what a form has; null when `problems` were added. A text that is
 * missing in English is the Chinese one. Everybody reads a form: digit runs are cut out of its texts. Pure.
 */
export function readForm(raw: unknown, problems: RowProblem[]): Form | null {
  const row = asRecord(raw)
  if (!row) {
    problems.push(rowProblem('form', 'not-an-object'))
    return null
  }
  const before = problems.length
  const known = FORMS.find(({ id }) => id === row.id)
  if (!known) problems.push(rowProblem('form', 'unknown-form'))
  if (typeof row.validFrom !== 'string' || row.validFrom.length > 10 || dayFromText(row.validFrom) === null) problems.push(rowProblem('validFrom', 'not-a-date'))
  if (!Number.isSafeInteger(row.version) || (row.version as number) < 1) problems.push(rowProblem('version', 'not-a-number'))
  const title = readWording(row, 'title', LONGEST_LABEL, problems)
  const intro = readWording(row, 'intro', LONGEST_INTRO, problems)
  const submit = readWording(row, 'submit', LONGEST_LABEL, problems)
  const schema = readInputs(row.schema, 'schema', false, problems)
  if (problems.length > before || !known) return null
  return { id: known.id, version: row.version as number, validFrom: row.validFrom as string, ...(known.audience && { audience: known.audience }), title, intro, submit, schema }
}

function readInputs(raw: unknown, path: string, inList: boolean, problems: RowProblem[]): FormInput[] {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > MOST_INPUTS) {
    problems.push(rowProblem(path, !Array.isArray(raw) ? 'not-a-list' : raw.length === 0 ? 'missing' : 'too-many'))
    return []
  }
  const inputs: FormInput[] = []
  for (const [index, item] of raw.entries()) {
    const input = readInput(item, `${path}.${index}`, inputs, inList, problems)
    if (input) inputs.push(input)
  }
  return inputs
}

/** `before`: the inputs above it, which its condition may ask about. */
function readInput(raw: unknown, path: string, before: readonly FormInput[], inList: boolean, problems: RowProblem[]): FormInput | null {
  const row = asRecord(raw) ?? {}
  const kind = row.$formkit as FormInput['$formkit']
  const name = typeof row.name === 'string' && NAME.test(row.name) ? row.name : ''
  const label = readWording(row, 'label', LONGEST_LABEL, problems, path)
  const refuse = (field: string, code: string): null => {
    problems.push(rowProblem(`${path}.${field}`, code, undefined, label['zh-CN'] === '' ? undefined : label))
    return null
  }
  if (typeof row.$formkit !== 'string' || !Object.hasOwn(KEEPS, kind) || (inList && NOT_IN_LISTS.includes(kind))) return refuse('$formkit', 'unknown-value')
  if (name === '') return refuse('name', 'unknown-value')
  if (before.some((one) => one.name === name)) return refuse('name', 'name-taken')
  const keep = row.keep as FormInput['keep']
  if (!KEEPS[kind].includes(keep) || (inList && keep === 'aside')) return refuse('keep', 'unknown-value')
  const input: FormInput = { $formkit: kind, name, label, keep }
  for (const field of ['help', 'placeholder', 'one'] as const) if (row[field] !== undefined) input[field] = readWording(row, field, LONGEST_LABEL, problems, path)
  if (row.validation !== undefined && row.validation !== '') {
    if (!isRule(row.validation, kind)) return refuse('validation', 'unknown-value')
    input.validation = row.validation as string
  }
  if (FREE_TEXTS.includes(kind) && !input.validation?.includes('length:')) return refuse('validation', 'missing')
  if (row.options !== undefined || CHOICES.includes(kind)) {
    const options = readOptions(row.options, path, problems)
    if (!options || !(CHOICES.includes(kind) || kind === 'checkbox')) return refuse('options', 'unknown-value')
    input.options = options
  }
  if (row.usual !== undefined) {
    const usual = asRecord(row.usual) ?? {}
    if (!CHOICES.includes(kind) || !input.options?.some(({ value }) => value === usual.value)) return refuse('usual', 'unknown-value')
    input.usual = { value: usual.value as string, words: readWording(usual, 'words', LONGEST_LABEL, problems, `${path}.usual`) }
  }
  if (row.if !== undefined) {
    if (!isCondition(row.if, before)) return refuse('if', 'unknown-value')
    input.if = row.if as string
  }
  if (kind === 'list') {
    const children = readInputs(row.children, `${path}.children`, true, problems)
    if (children.length === 0) return null
    input.children = children
    input.most = Math.min(Number.isSafeInteger(row.most) && (row.most as number) > 0 ? (row.most as number) : MOST_IN_LIST, MOST_IN_LIST)
  }
  for (const field of ['daysBack', 'daysAhead'] as const) {
    if (row[field] === undefined) continue
    if (!Number.isSafeInteger(row[field]) || (row[field] as number) < 0 || (row[field] as number) > MOST_DAYS) return refuse(field, 'out-of-range')
    input[field] = row[field] as number
  }
  if (row.step !== undefined) {
    if (typeof row.step !== 'number' || !(row.step > 0 && row.step <= 1000)) return refuse('step', 'out-of-range')
    input.step = row.step
  }
  for (const field of ['inputmode', 'autocomplete'] as const) if (typeof row[field] === 'string' && WORD.test(row[field])) input[field] = row[field]
  if (row.remember === true) input.remember = true
  return input
}

/** Only what the server checks as well (readRules.ts), and only where it means something. */
function isRule(text: unknown, kind: FormInput['$formkit']): boolean {
  if (typeof text !== 'string' || text.length > 80) return false
  try {
    const { length, between } = readRules({ validation: text })
    if (length && (!FREE_TEXTS.includes(kind) || length[0] < 0 || length[1] > 1_000 || length[0] > length[1])) return false
    return !between || (kind === 'number' && between[0] <= between[1])
  } catch {
    return false
  }
}

function isCondition(text: unknown, before: readonly FormInput[]): boolean {
  if (typeof text !== 'string' || text.length > 120) return false
  try {
    const condition = readCondition({ if: text })!
    const asked = before.find(({ name, $formkit }) => name === condition.name && CHOICES.includes($formkit))
    return asked?.options?.some(({ value }) => value === condition.value) ?? false
  } catch {
    return false
  }
}

function readOptions(raw: unknown, path: string, problems: RowProblem[]): NonNullable<FormInput['options']> | null {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > MOST_OPTIONS) return null
  const options: NonNullable<FormInput['options']> = []
  for (const [index, item] of raw.entries()) {
    const row = asRecord(item)
    if (!row || typeof row.value !== 'string' || !OPTION.test(row.value) || options.some(({ value }) => value === row.value)) return null
    options.push({ value: row.value, label: readWording(row, 'label', LONGEST_LABEL, problems, `${path}.options.${index}`) })
  }
  return options
}

function readWording(row: Record<string, unknown>, field: string, longest: number, problems: RowProblem[], path = ''): Wording {
  const both = asRecord(row[field]) ?? {}
  const found: RowProblem[] = []
  const chinese = readText({ [field]: both['zh-CN'] }, field, longest, true, found)
  const english = readText({ [field]: both.en }, field, longest, false, found)
  for (const { code } of found) problems.push(rowProblem(path === '' ? field : `${path}.${field}`, code, undefined, LABEL_WORDS))
  return { 'zh-CN': redactPersonal(chinese, []), en: redactPersonal(english || chinese, []) }
}
const LABEL_WORDS: Wording = { 'zh-CN': '文字', en: 'Words' }
