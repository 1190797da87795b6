import type { DeskContext } from '../../desk/deskContext.ts'
import type { CheckAnswersView, SaidAnswer } from '../../protocol/checks.ts'
import { maskNote } from '../../desk/maskNote.ts'
import { numberOfId } from '../../merge/opaqueId.ts'
import { dayFromText, dayToText } from '../../protocol/day.ts'
import type { Wording } from '../../protocol/entities.ts'
import type { Form, FormInput } from '../../protocol/residents.ts'
import { isStaff } from '../isStaff.ts'
import { pupilName } from '../pupilName.ts'
import { checkFormOfBody, checkFormOn } from './checkForms.ts'

/**
 * What a check of the log says, question by question in the words of the version that was answered: however old it is, and
 * whatever is asked today. What was said in words comes from the vault, numbers and the pupil's name cut out. A check that
 * came by no form is told in the words of the one that is asked on its day.
 */
export function checkAnswers(context: DeskContext, seq: number): CheckAnswersView {
  const entry = context.store.entryAt(seq)
  if (!entry) return { form: null, answers: [] }
  const { formBook } = context.known()
  const answered = checkFormOfBody(formBook.forms, entry.body.form)
  const student = numberOfId('s', entry.body.student)
  const name = pupilName(context, student)
  const form = answered ?? checkFormOn(formBook.forms, dayFromText(entry.validOn)!, isStaff(context.known().registers, student))
  const cells = context.store.vault.cellsAt(seq)?.cells ?? {}
  const aside = (input: FormInput): string | undefined => maskNote(cells[input.name === 'note' ? 'note' : `answers.${input.name}`], [name]) ?? undefined
  return { form: answered && { id: answered.id, version: answered.version }, answers: form ? saidBy(form, entry.body, aside) : [] }
}

function saidBy(form: Form, body: Record<string, unknown>, aside: (input: FormInput) => string | undefined): SaidAnswer[] {
  const extra = (body.answers ?? {}) as Record<string, unknown>
  return form.schema.flatMap((input) => {
    const value = input.keep === 'aside' ? aside(input) : Object.hasOwn(extra, input.name) ? extra[input.name] : Object.hasOwn(body, input.name) ? body[input.name] : undefined
    const worded = value === undefined ? null : word(input, value)
    return worded ? [{ key: input.name, label: input.label, value: worded }] : []
  })
}

/** Null for an empty list. */
function word(input: FormInput, value: unknown): Wording | null {
  if (Array.isArray(value)) return value.length === 0 ? null : joined(value.map((item) => (input.children ? ofItem(input.children, item as Record<string, unknown>) : option(input, item))), input.children ? '；' : '、', input.children ? '; ' : ', ')
  if (typeof value === 'boolean') return input.options ? option(input, value ? 'yes' : 'no') : value ? YES : NO
  if (input.options) return option(input, value)
  return same(input.$formkit === 'date' && typeof value === 'number' ? dayToText(value) : String(value))
}

const ofItem = (children: readonly FormInput[], item: Record<string, unknown>): Wording =>
  joined(children.flatMap((child) => (item[child.name] === undefined ? [] : [word(child, item[child.name])!])), '，', ', ')
/** A symptom is kept in the words that were ticked, everything else by its key. */
const option = (input: FormInput, key: unknown): Wording => input.options?.find(({ value, label }) => value === key || label['zh-CN'] === key)?.label ?? same(String(key))
const joined = (words: readonly Wording[], between: string, betweenEnglish: string): Wording => ({ 'zh-CN': words.map((each) => each['zh-CN']).join(between), en: words.map(({ en }) => en).join(betweenEnglish) })
const same = (text: string): Wording => ({ 'zh-CN': text, en: text })
const YES: Wording = { 'zh-CN': '是', en: 'Yes' }
const NO: Wording = { 'zh-CN': '否', en: 'No' }
