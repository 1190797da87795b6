import type { FormInput } from '../../server/protocol/residents.ts'

/** A stretch of a form that is drawn in one piece: plain inputs, or one list. */
export interface FormPart { key: string; list: FormInput | null; inputs: FormInput[]; remembered: boolean }

/** A form's inputs in their order, cut where a list stands and where what a device remembers begins or ends. Pure. */
export function formParts(schema: readonly FormInput[]): FormPart[] {
  const parts: FormPart[] = []
  for (const input of schema) {
    const remembered = input.remember === true
    // Not at(-1): a chat's own browser on an old phone has none.
    const last = parts[parts.length - 1]
    if (input.$formkit === 'list') parts.push({ key: input.name, list: input, inputs: [], remembered })
    else if (parts.length > 0 && last.list === null && last.remembered === remembered) last.inputs.push(input)
    else parts.push({ key: input.name, list: null, inputs: [input], remembered })
  }
  return parts
}
