import { foldText } from '../../../merge/address/foldText.ts'

const HALF = /^(?:第|组|group|half|week)?(?:(a|甲|单|奇|一|1|odd)|(b|乙|双|偶|二|2|even))(?:数|号|周|日|半|班|批|次|组|group|half|week)*$/

/** Which half of a class comes when halves take turns, or null: `A组`, `甲`, `单周`, `一组`, `第1批` – `B`, `乙`, `双号`, `二组`. */
export function parseHalf(text: string): 'A' | 'B' | null {
  const match = HALF.exec(foldText(text.slice(0, 30)).toLowerCase().replace(/\s/g, '').replace(/\([^()]*\)$/, ''))
  if (match === null) return null
  return match[1] === undefined ? 'B' : 'A'
}
