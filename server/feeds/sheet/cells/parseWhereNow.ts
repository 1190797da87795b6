import { FREE_LENGTH } from '../../rowChecks/readText.ts'
import type { SchoolRow } from '../../rows.ts'

const AT: readonly [RegExp, NonNullable<SchoolRow['whereNow']>][] = [
  [/^(?:目前|现|仍)?(?:在|居)?(?:自己)?家(?:里|中)?[。.]?$|^(?:at )?home$/i, 'home'],
  [/^(?:目前|现|已)?(?:在|到)?学?校(?:里|内)?[。.]?$|^(?:at )?school$/i, 'school'],
  [/^(?:目前|现|仍)?在?外(?:地|省|市)[。.]?$|^(?:elsewhere|away)$/i, 'elsewhere'],
]

/** Where a child is: `在家`, `学校`, `外地`; anything else is the place itself, of which nobody can say here whether it is far. */
export function parseWhereNow(text: string): Pick<SchoolRow, 'whereNow' | 'regionNow'> {
  const where = text.normalize('NFKC').trim()
  if (where === '') return {}
  const at = AT.find(([pattern]) => pattern.test(where))
  return at ? { whereNow: at[1] } : { regionNow: where.slice(0, FREE_LENGTH) }
}
