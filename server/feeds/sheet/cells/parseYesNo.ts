import { foldText } from '../../../merge/address/foldText.ts'

const NO = /^(?:否|无|没|未|不|从未|n|no|false|f|0|×|✗|✘|x|none|never)/
const YES = /^(?:是|有|曾|已|去过|离沪|离开|外出|到过|y|yes|true|t|1|√|✓|✔|对)/

/** Yes or no, or null: `是`, `有`, `√`, `去过…` – `否`, `无`, `没有`, `未离沪`, `×`. */
export function parseYesNo(text: string): boolean | null {
  const folded = foldText(text.slice(0, 60)).toLowerCase()
  if (folded === '') return null
  if (NO.test(folded)) return false
  return YES.test(folded) ? true : null
}
