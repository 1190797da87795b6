import { nextFormVersion } from '../../server/protocol/nextFormVersion.ts'
import type { Form, FormInput } from '../../server/protocol/residents.ts'

/** Questions that can be added; the rest of what a form can ask comes with its first version. */
export const ADDED_KINDS = ['choice', 'choices', 'number', 'date', 'text'] as const
export type AddedKind = (typeof ADDED_KINDS)[number]

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const EMPTY = { 'zh-CN': '', en: '' }
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Versions of one form, oldest first. Pure. */
export const versionsOf = (forms: readonly Form[], id: string): Form[] => forms.filter((form) => form.id === id).sort((a, b) => a.version - b.version)

/** The version that is asked on a day: of those that have begun the newest; null before the first. Pure. */
export function askedOn(versions: readonly Form[], day: string): Form | null {
  return versions.filter(({ validFrom }) => validFrom <= day).at(-1) ?? null
}

/** The next version to be written: what the last one asks, from tomorrow on, or from when the last begins. Pure. */
export function beginDraft(versions: readonly Form[], today: string): Form {
  const last = versions.at(-1)!
  const tomorrow = dayAfter(today)
  return { ...copy(last), version: nextFormVersion(versions), validFrom: last.validFrom > tomorrow ? last.validFrom : tomorrow }
}

/** A question of that kind under a name that no version has: a name means one thing in all answers. Pure. */
export function newQuestion(kind: AddedKind, versions: readonly Form[], draft: Form): FormInput {
  const taken = new Set([...versions, draft].flatMap(({ schema }) => schema.map(({ name }) => name)))
  let number = 1
  while (taken.has(`q${number}`)) number++
  const base = { name: `q${number}`, label: { ...EMPTY } }
  switch (kind) {
    case 'choice':
      return { ...base, $formkit: 'radio', validation: 'required', keep: 'log', options: [newOption([]), newOption([newOption([])])] }
    case 'choices':
      return { ...base, $formkit: 'checkbox', keep: 'log', options: [newOption([]), newOption([newOption([])])] }
    case 'number':
      return { ...base, $formkit: 'number', validation: 'required|between:0,100', step: 1, inputmode: 'numeric', keep: 'log' }
    case 'date':
      return { ...base, $formkit: 'date', validation: 'required', daysBack: 365, daysAhead: 0, keep: 'log' }
    case 'text':
      // Words may name somebody: they go to the vault, never to the log.
      return { ...base, $formkit: 'text', validation: 'required|length:1,100', keep: 'aside' }
  }
}

export type Option = NonNullable<FormInput['options']>[number]
/** A choice under a value that the question has not got. Pure. */
export function newOption(options: readonly Option[]): Option {
  let number = options.length + 1
  while (options.some(({ value }) => value === `o${number}`)) number++
  return { value: `o${number}`, label: { ...EMPTY } }
}

/** With the answer that most give, in words to begin with; null: each answers it by itself. Pure. */
export function withUsual(input: FormInput, value: string | null): FormInput {
  const { usual, ...rest } = input
  const option = input.options?.find((one) => one.value === value)
  if (!option) return rest
  const words = { 'zh-CN': `${input.label['zh-CN']}：${option.label['zh-CN']}`, en: [input.label.en, option.label.en].filter((text) => text !== '').join(': ') }
  return { ...rest, usual: usual?.value === value ? usual : { value: option.value, words } }
}

/** Without one of its choices. Pure. */
export function withoutOption(input: FormInput, index: number): FormInput {
  const left = { ...input, options: (input.options ?? []).filter((_, at) => at !== index) }
  return left.usual ? withUsual(left, left.usual.value) : left
}

/** The same rules with or without the one that an answer must be given. Pure. */
export function withRequired(input: FormInput, required: boolean): FormInput {
  const others = (input.validation ?? '').split('|').filter((rule) => rule !== '' && rule !== 'required')
  const validation = [...(required ? ['required'] : []), ...others].join('|')
  const { validation: before, ...rest } = input
  void before
  return validation === '' ? rest : { ...rest, validation }
}
export const isRequired = ({ validation }: FormInput): boolean => validation?.split('|').includes('required') ?? false

/** The questions with one of them moved by a place. Pure. */
export function moved(schema: readonly FormInput[], index: number, by: -1 | 1): FormInput[] {
  const next = [...schema]
  const to = index + by
  if (to < 0 || to >= next.length) return next
  ;[next[index], next[to]] = [next[to], next[index]]
  return next
}

/** The questions without one, and without what is asked only because of it. Pure. */
export function without(schema: readonly FormInput[], name: string): FormInput[] {
  const gone = new Set([name])
  return schema.filter((input) => {
    const condition = /^\$get\((\w+)\)/.exec(input.if ?? '')
    if (input.name !== name && !(condition && gone.has(condition[1]))) return true
    gone.add(input.name)
    return false
  })
}
