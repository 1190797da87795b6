import { HttpProblem } from '../problems.ts'

/** The body as an object with no other fields than these. Throws HttpProblem. */
export function readBody<Field extends string>(body: unknown, fields: readonly Field[]): Partial<Record<Field, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpProblem('bad-body')
  if (Object.keys(body).some((key) => !(fields as readonly string[]).includes(key))) throw new HttpProblem('bad-body')
  return body as Partial<Record<Field, unknown>>
}

/** A text of at most `longest` characters. Throws HttpProblem. */
export function readTextField(value: unknown, longest = 200): string {
  if (typeof value !== 'string' || value.length > longest || value.includes('\0')) throw new HttpProblem('bad-body')
  return value
}
