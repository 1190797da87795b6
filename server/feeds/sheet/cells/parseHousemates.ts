import { foldText } from '../../../merge/address/foldText.ts'
import type { SchoolRow } from '../../rows.ts'
import { parseHealthCode } from './parseHealthCode.ts'

/** More people than live in one home. */
const MOST_HOUSEMATES = 12

/**
 * The health codes of the people in the home from one cell: `绿码` → one entry for all of them, `绿码,黄码` → two,
 * `爸爸绿码 妈妈黄码` → two with their relation. Parts without a colour are left out; null when none has one.
 */
export function parseHousemates(text: string): NonNullable<SchoolRow['household']> | null {
  const folded = foldText(text.slice(0, 300))
  const housemates = folded.split(/[,，、;；/|\s]+/u).flatMap((part) => {
    const healthCode = parseHealthCode(part)
    if (healthCode === null) return []
    const relation = part.replace(/(?:绿|黄|红)色?码?|green|yellow|red|[:：()均都全部为是的]/giu, '')
    return [relation === '' ? { healthCode } : { relation, healthCode }]
  })
  return housemates.length === 0 ? null : housemates.slice(0, MOST_HOUSEMATES)
}
