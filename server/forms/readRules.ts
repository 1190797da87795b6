import type { FormInput } from '../protocol/residents.ts'

export interface FormRules {
  required: boolean
  /** UTF-16 units. */
  length: [least: number, most: number] | null
  between: [low: number, high: number] | null
}

/** Asked only when another input has that value; null: always. */
export interface FormCondition { name: string; value: string }

const RULE = /^(required|length|between)(?::(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?))?$/
const CONDITION = /^\$get\(([a-zA-Z][a-zA-Z0-9]*)\)\.value === '([a-z0-9-]+)'$/

/** FormKit's rules of an input, as far as our forms use them; throws on any other, so that no rule is ever checked by the page alone. */
export function readRules({ validation }: Pick<FormInput, 'validation'>): FormRules {
  const rules: FormRules = { required: false, length: null, between: null }
  for (const text of validation?.split('|') ?? []) {
    const match = RULE.exec(text)
    if (!match || (match[1] === 'required') !== (match[2] === undefined)) throw new Error(`a form has an unknown rule: ${text}`)
    if (match[1] === 'required') rules.required = true
    else rules[match[1] as 'length' | 'between'] = [Number(match[2]), Number(match[3])]
  }
  return rules
}

/** The condition of an input; throws on one that only a browser could judge. */
export function readCondition(input: Pick<FormInput, 'if'>): FormCondition | null {
  if (input.if === undefined) return null
  const match = CONDITION.exec(input.if)
  if (!match) throw new Error(`a form has an unknown condition: ${input.if}`)
  return { name: match[1], value: match[2] }
}
