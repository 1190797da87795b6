import type { Locale } from '../../server/protocol/entities.ts'
import type { Answers, Form, FormInput } from '../../server/protocol/residents.ts'

/** What a device remembers of the last answers, in words, one line a question; null when something that must be answered is not among it, so that it has to be shown. Pure. */
export function rememberedLines(form: Form, answers: Answers, locale: Locale): string[] | null {
  const lines: string[] = []
  for (const input of form.schema) {
    if (!input.remember || !isAsked(input, answers)) continue
    const value = answers[input.name]
    if (input.$formkit === 'list') {
      const items = Array.isArray(value) ? (value as Record<string, unknown>[]) : []
      if (items.some((item) => askedOf(input, item).some((child) => isRequired(child) && !isKnown(child, item[child.name])))) return null
      for (const item of items) lines.push(askedOf(input, item).map((child) => word(child, item[child.name], locale)).filter((text) => text !== '').join(locale === 'en' ? ', ' : '，'))
    } else if (isKnown(input, value)) lines.push(`${input.label[locale]}${locale === 'en' ? ': ' : '：'}${word(input, value, locale)}`)
    else if (isRequired(input)) return null
  }
  return lines.length > 0 ? lines : null
}

/** Only the answers that the form lets a device remember. */
export function worthRemembering(form: Form, answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => form.schema.some((input) => input.remember && input.name === name)))
}

const CONDITION = /^\$get\((\w+)\)\.value === '([\w-]+)'$/
const askedOf = ({ children }: FormInput, item: Record<string, unknown>): FormInput[] => (children ?? []).filter((child) => isAsked(child, item))
function isAsked({ if: condition }: FormInput, answers: Readonly<Record<string, unknown>>): boolean {
  const match = condition === undefined ? null : CONDITION.exec(condition)
  return match === null || answers[match[1]] === match[2]
}
const isRequired = ({ validation }: FormInput): boolean => validation?.split('|').includes('required') ?? false
/** A choice that a newer version has no more is as good as not answered. */
const isKnown = ({ options }: FormInput, value: unknown): boolean => typeof value === 'string' && value !== '' && (!options || options.some((option) => option.value === value))

function word({ options }: FormInput, value: unknown, locale: Locale): string {
  return typeof value === 'string' ? options?.find((option) => option.value === value)?.label[locale] ?? value : ''
}
