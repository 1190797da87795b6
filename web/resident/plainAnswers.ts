import type { Answers } from '../../server/protocol/residents.ts'

/** A copy of what was answered, as it goes over the line: without what FormKit keeps of a form for itself, and without Vue. Pure. */
export const plainAnswers = (value: Answers): Answers => strip(JSON.parse(JSON.stringify(value)) as Answers) as Answers

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key, one]) => !key.startsWith('__') && one !== '' && one !== null).map(([key, one]) => [key, strip(one)]))
}
