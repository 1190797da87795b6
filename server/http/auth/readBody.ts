import { fieldWording } from '../../feeds/reasons.ts'
import { HttpProblem } from '../problems.ts'

/** The body as an object with no other fields than these. Throws HttpProblem. */
export function readBody<Field extends string>(body: unknown, fields: readonly Field[]): Partial<Record<Field, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpProblem('bad-body')
  if (Object.keys(body).some((key) => !(fields as readonly string[]).includes(key))) throw new HttpProblem('bad-body')
  return body as Partial<Record<Field, unknown>>
}

/** A text of at most `longest` UTF-16 units; `field` is what the problem calls it (a key of server/feeds/reasons.ts). Throws HttpProblem. */
export function readTextField(field: string, value: unknown, longest = 200): string {
  if (typeof value !== 'string') throw new HttpProblem('bad-body')
  const { 'zh-CN': zh, en } = fieldWording(field)
  if (value.length > longest) throw new HttpProblem('too-long', { zh, en, most: longest })
  if (value.includes('\0')) throw new HttpProblem('control-characters', { zh, en })
  return value
}
