import { foldText } from '../../../merge/address/foldText.ts'

export type HealthCode = 'green' | 'yellow' | 'red'

const CODES: readonly [RegExp, HealthCode][] = [
  [/绿|green/, 'green'],
  [/黄|yellow|amber/, 'yellow'],
  [/红|red/, 'red'],
]

/** The health code of one person, or null: `绿码`, `绿色`, `green`. Two colours in one cell, or `非绿码`, are null. */
export function parseHealthCode(text: string): HealthCode | null {
  const folded = foldText(text.slice(0, 60)).toLowerCase()
  if (/非|不是|没有|无|未/.test(folded)) return null
  const found = CODES.filter(([pattern]) => pattern.test(folded))
  return found.length === 1 ? found[0]![1] : null
}
