import type { FormInput } from '../../server/protocol/residents.ts'

/** A question that has a usual answer, with what is asked only because of how it is answered. */
export interface UsualRow { key: string; input: FormInput & Required<Pick<FormInput, 'usual'>>; followers: FormInput[]; remembered: boolean }

/** A stretch of a form that is drawn in one piece: plain inputs, one list, or questions whose usual answers one tap gives together. */
export type FormPart = { key: string; remembered: boolean } & ({ kind: 'plain'; inputs: FormInput[] } | { kind: 'list'; list: FormInput } | { kind: 'usual'; rows: UsualRow[] })

/** One question alone is answered as fast by itself. */
const FEWEST_TOGETHER = 2

/** A form's inputs in their order, cut where a list or a run of usual answers stands, and where what a device remembers begins or ends. Pure. */
export function formParts(schema: readonly FormInput[]): FormPart[] {
  const parts: FormPart[] = []
  for (let at = 0; at < schema.length;) {
    const rows = usualRows(schema, at)
    if (rows.length >= FEWEST_TOGETHER) {
      parts.push({ kind: 'usual', key: rows[0].key, rows, remembered: rows.every(({ remembered }) => remembered) })
      at += rows.reduce((count, { followers }) => count + 1 + followers.length, 0)
    } else addPlain(parts, schema[at++])
  }
  return parts
}

function addPlain(parts: FormPart[], input: FormInput): void {
  const remembered = input.remember === true
  // Not at(-1): a chat's own browser on an old phone has none.
  const last = parts[parts.length - 1]
  if (input.$formkit === 'list') parts.push({ kind: 'list', key: input.name, list: input, remembered })
  else if (parts.length > 0 && last.kind === 'plain' && last.remembered === remembered) last.inputs.push(input)
  else parts.push({ kind: 'plain', key: input.name, inputs: [input], remembered })
}

/** Questions with a usual answer that stand next to each other, from one place on. Pure. */
export function usualRows(schema: readonly FormInput[], from = 0): UsualRow[] {
  const rows: UsualRow[] = []
  for (const input of schema.slice(from)) {
    const row = rows[rows.length - 1]
    if (rows.length > 0 && [row.input, ...row.followers].some(({ name }) => hangsOn(input, name))) row.followers.push(input)
    else if (hasUsual(input)) rows.push({ key: input.name, input, followers: [], remembered: input.remember === true })
    else break
  }
  return rows
}

const hasUsual = (input: FormInput): input is UsualRow['input'] => input.usual !== undefined && input.if === undefined
const hangsOn = (input: FormInput, name: string): boolean => input.if?.startsWith(`$get(${name})`) ?? false
