import { foldText } from '../../../merge/address/foldText.ts'
import type { RegionRow } from '../../rows.ts'

/** The level of a region list's line, or null: `重点疫区`, `高风险` → key; `重点关注`, `中风险` → concern. */
export function parseRegionLevel(text: string): RegionRow['level'] | null {
  const folded = foldText(text.slice(0, 60)).toLowerCase()
  if (/关注|中风险|concern|medium|orange|橙/.test(folded)) return 'concern'
  return /疫区|高风险|key|high|^红|^red/.test(folded) || /^重点(?:地区|区域)?$/.test(folded) ? 'key' : null
}
