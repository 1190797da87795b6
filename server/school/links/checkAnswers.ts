import type { DeskContext } from '../../desk/deskContext.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Wording } from '../../protocol/entities.ts'
import type { Form, FormInput } from '../../protocol/residents.ts'
import { checkFormOfBody } from './checkForms.ts'

export interface SaidAnswer { key: string; label: Wording; value: Wording }

/**
 * What a check of the log answered to questions that only its version of the form asked, in that version's words: however
 * old it is, and whatever is asked today. Answers in words stay in the vault and are left out here. Empty for a check that
 * came by no form.
 */
export function checkAnswers(context: DeskContext, seq: number): { form: { id: string; version: number } | null; answers: SaidAnswer[] } {
  const body = context.store.entryAt(seq)?.body ?? {}
  const form = checkFormOfBody(context.known().formBook.forms, body.form)
  if (!form) return { form: null, answers: [] }
  return { form: { id: form.id, version: form.version }, answers: saidBy(form, (body.answers ?? {}) as Record<string, unknown>) }
}

function saidBy(form: Form, answers: Record<string, unknown>): SaidAnswer[] {
  return form.schema.flatMap((input) => {
    const value = Object.hasOwn(answers, input.name) ? answers[input.name] : undefined
    return value === undefined ? [] : [{ key: input.name, label: input.label, value: word(input, value) }]
  })
}

function word(input: FormInput, value: unknown): Wording {
  const option = (key: unknown): Wording => input.options?.find((one) => one.value === key)?.label ?? same(String(key))
  if (Array.isArray(value)) return { 'zh-CN': value.map((key) => option(key)['zh-CN']).join('、'), en: value.map((key) => option(key).en).join(', ') }
  if (input.options) return option(value)
  if (value === true) return { 'zh-CN': '是', en: 'Yes' }
  return same(input.$formkit === 'date' && typeof value === 'number' ? dayToText(value) : String(value))
}

const same = (text: string): Wording => ({ 'zh-CN': text, en: text })
