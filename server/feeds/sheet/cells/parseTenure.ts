import { foldText } from '../../../merge/address/foldText.ts'
import type { LedgerRow } from '../../rows.ts'

const TENURES: readonly [RegExp, NonNullable<LedgerRow['tenure']>][] = [
  [/空关|空置|闲置|空房|空户|无人|没人住|vacant|empty/, 'vacant'],
  [/商铺|店铺|底商|店面|商用|商业|经营|门面|网点|办公|shop|office|commercial/, 'shop'],
  [/出租|租赁|租住|租房|承租|群租|转租|外租|rent|let\b|lease/, 'rented'],
  [/自住|自用|自有|自购|产权|业主|owned|owner/, 'owned'],
]

/** What a ledger says about the use of a unit, or null: `自住` → owned, `出租` → rented, `空关` → vacant, `商铺` → shop. */
export function parseTenure(text: string): NonNullable<LedgerRow['tenure']> | null {
  const folded = foldText(text.slice(0, 60)).toLowerCase()
  return TENURES.find(([pattern]) => pattern.test(folded))?.[1] ?? null
}
