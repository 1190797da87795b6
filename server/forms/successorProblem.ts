import { rowProblem } from '../feeds/reasons.ts'
import type { RowProblem } from '../packs/pack.ts'
import { dayFromText } from '../protocol/day.ts'
import { nextFormVersion } from '../protocol/nextFormVersion.ts'
import type { Form, FormInput } from '../protocol/residents.ts'

/** What the rest of the system reads out of the answers: such a question can be worded anew, and neither dropped nor made optional. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'daily-check': ['temperatureCelsius', 'unwell', 'symptoms'],
  'staff-check': ['temperatureCelsius', 'unwell', 'symptoms'],
  'health-registration': ['name', 'phone', 'state', 'returnedOn', 'origin'],
  'mask-booking': ['name', 'phone', 'quantity'],
}

/** A booking keeps who, how to reach them and how many; an answer to anything else would be lost. */
const COMPLETE: readonly string[] = ['mask-booking']

/** As the feeds that keep such an answer take it. */
const NEW_NAME = /^[a-z][a-z0-9]{0,31}$/

/**
 * Why a form cannot follow the versions that there are, or null. A published version is never edited and its successor
 * begins no earlier; a question that was published once keeps its kind, since a name must mean one thing in all answers;
 * single choices of the first version get no new values, since rules read them.
 */
export function successorProblem(form: Form, versions: readonly Form[], today: number): RowProblem | null {
  const earlier = versions.filter(({ id }) => id === form.id).sort((a, b) => a.version - b.version)
  const [first] = earlier
  const last = earlier.at(-1)!
  if (form.version !== nextFormVersion(earlier)) return rowProblem('form', 'published-meanwhile')
  const from = dayFromText(form.validFrom)!
  if (from < today) return rowProblem('validFrom', 'date-too-old')
  if (from < dayFromText(last.validFrom)!) return rowProblem('validFrom', 'before-published')
  for (const name of NEEDED[form.id] ?? []) {
    const asked = find(last, name)
    const still = find(form, name)
    if (!still || still.validation !== asked?.validation || still.if !== asked?.if) return rowProblem('schema', 'question-needed', undefined, asked?.label)
  }
  for (const input of form.schema) {
    const known = earlier.flatMap((version) => find(version, input.name) ?? [])
    if (known.length > 0 && !isSameKind(input, known)) return rowProblem('schema', 'kind-changed', undefined, input.label)
    if (known.length === 0 && COMPLETE.includes(form.id)) return rowProblem('schema', 'no-more-questions', undefined, input.label)
    if (known.length === 0 && !NEW_NAME.test(input.name)) return rowProblem('schema', 'unknown-value', undefined, input.label)
    const built = find(first, input.name)
    if (built && hasNewChoice(input, built)) return rowProblem('schema', 'choices-fixed', undefined, input.label)
  }
  return null
}

const find = (form: Form, name: string): FormInput | undefined => form.schema.find((input) => input.name === name)

/** As the first version had it that had it at all; of a list also its children, and none that none had: nothing would keep the answer. */
function isSameKind(input: FormInput, [known, ...later]: readonly FormInput[]): boolean {
  if (input.$formkit !== known.$formkit || input.keep !== known.keep) return false
  return (input.children ?? []).every((child) => {
    const before = [known, ...later].flatMap(({ children }) => children?.find(({ name }) => name === child.name) ?? [])
    return before.length > 0 && isSameKind(child, before)
  })
}

function hasNewChoice(input: FormInput, built: FormInput): boolean {
  const isFixed = input.$formkit === 'radio' || input.$formkit === 'select'
  if (isFixed && (input.options ?? []).some(({ value }) => !built.options?.some((option) => option.value === value))) return true
  return (input.children ?? []).some((child) => {
    const before = built.children?.find(({ name }) => name === child.name)
    return before !== undefined && hasNewChoice(child, before)
  })
}
