import { foldText } from '../../../merge/address/foldText.ts'
import type { HouseholdRow } from '../../rows.ts'
import { parseYesNo } from './parseYesNo.ts'

const CONDITIONS: readonly [RegExp, NonNullable<HouseholdRow['condition']>][] = [
  [/集中(?:隔离|观察|医学)|隔离点|central/, 'central-quarantine'],
  [/密接|密切接触|close.?contact/, 'close-contact'],
  [/疑似|suspect/, 'suspected'],
  [/确诊|阳性|confirmed/, 'confirmed'],
]

/**
 * The condition that a cell reports, or null when it reports none: `确诊`, `疑似病例`, `密接`, `集中隔离`. Under a header that
 * asks (`是否密接`) `是` is the header's own condition. Denials (`排除疑似`, `非密接`, `无`) and `居家隔离` are none.
 */
export function parseCondition(text: string, header = ''): NonNullable<HouseholdRow['condition']> | null {
  const folded = foldText(text.slice(0, 60)).toLowerCase()
  if (folded === '' || /排除|解除|非|不是|否认|未|无|没/.test(folded)) return null
  const own = CONDITIONS.find(([pattern]) => pattern.test(folded))
  if (own !== undefined) return own[1]
  if (parseYesNo(folded) !== true) return null
  return CONDITIONS.find(([pattern]) => pattern.test(foldText(header).toLowerCase()))?.[1] ?? null
}
