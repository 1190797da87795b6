import type { SchoolRow } from '../../feeds/rows.ts'
import type { CheckedItem, CheckedValue } from '../../forms/checkForm.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Form, FormInput } from '../../protocol/residents.ts'

/** Questions whose answers have a place of their own in a check; `unwell` only leads to the others. */
const OWN: ReadonlySet<string> = new Set(['temperatureCelsius', 'unwell', 'symptoms', 'symptomsSince', 'healthCode', 'whereNow', 'regionNow', 'travelled', 'travelledTo', 'contact', 'household', 'note'])
/** An answer that says there is none. */
const HAS_NONE = 'none'

/** What a form's answers say besides the pupil: a SchoolRow without who, where and when. */
export type CheckContent = Omit<SchoolRow, 'id' | 'submittedAt' | 'school' | 'class' | 'studentNo' | 'name' | 'by'>

/**
 * Checked answers as a pupil's check. Symptoms are told in the words of the version that was answered, so that a choice
 * added later is a symptom like any other. What the bureau asks besides goes along by its question's name. Pure.
 */
export function checkContent(form: Form, values: ReadonlyMap<string, CheckedValue | CheckedItem[]>): CheckContent {
  const text = <Text extends string>(name: string): Text | undefined => textOf(values.get(name)) as Text | undefined
  const asked = form.schema.find(({ name }) => name === 'symptoms')
  const symptoms = (values.get('symptoms') ?? []) as string[]
  const since = values.get('symptomsSince')
  const household = values.get('household') as CheckedItem[] | undefined
  const content: CheckContent = {
    temperatureCelsius: values.get('temperatureCelsius') as number,
    symptoms: symptoms.map((symptom) => asked?.options?.find(({ value }) => value === symptom)?.label['zh-CN'] ?? symptom),
    symptomsSince: typeof since === 'number' ? dayToText(since) : undefined,
    healthCode: codeOf(values.get('healthCode')),
    travelled: isYes(values.get('travelled')),
    travelledTo: text('travelledTo'),
    whereNow: text('whereNow'),
    regionNow: text('regionNow'),
    contact: text('contact'),
    household: household?.map(({ relation, healthCode, travelled, travelledTo }) => ({ relation: textOf(relation), healthCode: codeOf(healthCode), travelled: isYes(travelled), travelledTo: textOf(travelledTo) })),
    note: text('note'),
    form: `${form.id}.${form.version}`,
  }
  const answers: NonNullable<SchoolRow['answers']> = {}
  const asideAnswers: NonNullable<SchoolRow['asideAnswers']> = {}
  for (const input of form.schema.filter(isExtra)) {
    const value = values.get(input.name)
    if (value === undefined) continue
    if (input.keep === 'aside') asideAnswers[input.name] = String(value)
    else answers[input.name] = value as CheckedValue
  }
  if (Object.keys(answers).length > 0) content.answers = answers
  if (Object.keys(asideAnswers).length > 0) content.asideAnswers = asideAnswers
  return content
}

const isExtra = ({ name, keep, $formkit }: FormInput): boolean => !OWN.has(name) && keep !== 'nothing' && $formkit !== 'list'
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const codeOf = (value: unknown): SchoolRow['healthCode'] => (typeof value === 'string' && value !== HAS_NONE ? (value as SchoolRow['healthCode']) : undefined)
const isYes = (value: unknown): boolean | undefined => (typeof value === 'string' ? value === 'yes' : undefined)
