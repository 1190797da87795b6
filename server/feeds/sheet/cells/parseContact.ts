import { foldText } from '../../../merge/address/foldText.ts'
import type { SchoolRow } from '../../rows.ts'
import { parseYesNo } from './parseYesNo.ts'

type Contact = NonNullable<SchoolRow['contact']>

/** Closest first. */
const CONTACTS: readonly [RegExp, Contact][] = [
  [/确诊|阳性|感染|密切接触|密接|confirmed|positive/, 'confirmed'],
  [/疑似|suspected/, 'suspected'],
  [/疫|风险|重点|湖北|武汉|region|risk/, 'region'],
]
const NOT_KNOWN = /^(?:未知|不详|不清|不知|不确定)/
const DENIED = /(?:无|没有?|未曾?|从未|不曾)(?:有过?)?接触|否认/

/**
 * The closest contact that is owned up to, or null for what says neither yes nor no: `接触过确诊病例`, `疑似`, `无`. A bare yes
 * stands for the closest that the header asks about: to `是否接触过疑似或确诊病例` it may mean a confirmed case.
 */
export function parseContact(text: string, header: string): Contact | null {
  const folded = foldText(text.slice(0, 100)).toLowerCase()
  if (folded === '' || NOT_KNOWN.test(folded)) return null
  const said = parseYesNo(folded)
  if (said === false || DENIED.test(folded)) return 'none'
  const named = closestIn(folded)
  return named ?? (said ? closestIn(foldText(header).toLowerCase()) ?? 'region' : null)
}

const closestIn = (text: string): Contact | null => CONTACTS.find(([pattern]) => pattern.test(text))?.[1] ?? null
