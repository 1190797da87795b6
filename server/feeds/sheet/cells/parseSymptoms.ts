import { foldText } from '../../../merge/address/foldText.ts'

const WELL = /^(?:身体|一切|均|都|孩子|体温)*(?:正常|健康|良好|很好|好|无|没有|否|没|未出现|ok|none|no|nil|normal|healthy|well|fine|n\/a|[-/—0])(?:异常|症状|不适|不适症状|任何症状|任何不适|上述症状|以上症状|不良症状|身体不适)?$/
const DENIAL = /^(?:无|没有|没|未出现|未见|未|不|否认)/
/** `有` alone under 有无不适症状: something is there, but not what. */
const UNNAMED = /^(?:有|是|不适|异常|不正常|身体不适|有症状|有不适|不舒服|yes|ill|sick)$/

/**
 * The symptoms of a cell: none for `正常`, `健康`, `无`, `没有`, `无不适` and an empty cell; else the list of its parts, what
 * is denied left out (`无发热,有咳嗽` → 咳嗽). `有` without more is `不适`.
 */
export function parseSymptoms(text: string): string[] {
  const folded = foldText(text.slice(0, 500))
  if (folded === '' || WELL.test(folded.toLowerCase().replace(/\s/g, '').replace(/[。.!]$/, ''))) return []
  const parts = folded.split(/[,，、;；。|+\n]|\/|(?<![a-z]) (?![a-z])|和|及|伴|并/iu).map((part) => part.trim()).filter((part) => part !== '')
  const symptoms = parts
    .filter((part) => !WELL.test(part.toLowerCase()) && !DENIAL.test(part) || UNNAMED.test(part.toLowerCase()))
    .map((part) => (UNNAMED.test(part.toLowerCase()) ? '不适' : part.replace(/^(?:有点|有些|出现|轻微有|有)(?=.)/, '')))
  return [...new Set(symptoms)].slice(0, 20)
}
