import type { Locale } from '../../server/protocol/entities.ts'
import type { Form, FormInput, ResidentRound } from '../../server/protocol/residents.ts'

/** A FormKit schema node, as FormKit takes it. */
export type FormNode = { $formkit: string; name: string; [property: string]: unknown }

const DAY_MS = 86_400_000
/** Typed into one line: the keyboard's own key goes on to the next question. */
const ONE_LINE: readonly string[] = ['text', 'tel', 'number']

/** The nodes of a form in one language, lists left out (ListField.vue draws those). Pure. */
export const formNodes = (form: Pick<Form, 'schema'>, locale: Locale, today: string, round: Pick<ResidentRound, 'perHousehold'> | null): FormNode[] => inputNodes(form.schema, locale, today, round)

/** Our own words (`keep`, days back) become what FormKit and the browser know. `idPrefix`: what keeps one of a list apart from the next. Pure. */
export function inputNodes(inputs: readonly FormInput[], locale: Locale, today: string, round: Pick<ResidentRound, 'perHousehold'> | null = null, idPrefix = ''): FormNode[] {
  return inputs.filter(({ $formkit }) => $formkit !== 'list').map((input) => {
    const { keep, daysBack, daysAhead, label, help, placeholder, options, remember, children, most, one, usual, ...rest } = input
    void [keep, remember, children, most, one, usual]
    const node: FormNode = { ...rest, id: idPrefix + input.name, label: label[locale], validationVisibility: 'blur' }
    if (input.validation?.split('|').includes('required')) node.outerClass = 'must'
    if (input.if && idPrefix !== '') node.if = input.if.replace('$get(', `$get(${idPrefix}`)
    if (ONE_LINE.includes(input.$formkit)) node.enterkeyhint = 'next'
    if (help) node.help = help[locale]
    if (placeholder) node.placeholder = placeholder[locale]
    if (options) node.options = options.map((option) => ({ value: option.value, label: option.label[locale] }))
    if (daysAhead !== undefined) node.max = dayAfter(today, daysAhead)
    if (daysBack !== undefined) node.min = dayAfter(today, -daysBack)
    return round && input.name === 'quantity' ? forRound(node, input, round.perHousehold) : node
  })
}

/** A round says how many a household may have. */
function forRound(node: FormNode, { validation }: FormInput, perHousehold: number): FormNode {
  return { ...node, value: String(perHousehold), max: perHousehold, min: 1, validation: (validation ?? '').replace(/between:[^|]+/, `between:1,${perHousehold}`) }
}

const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
