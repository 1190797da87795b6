import { normalizeCompound } from './normalizeCompound.ts'
import { CHINESE_FIGURES } from './readChineseNumber.ts'

const BEGINS_WITH_NUMBER = new RegExp(`^[\\dA-Z${CHINESE_FIGURES}甲乙丙丁]`)

/**
 * A building or room as it is written, without the compound's name said a second time: `浦南三村12号` in 浦南三村 is `12号`.
 * A compound that is a number itself (100弄) is left alone: 100弄12号 is its building's own name. Nothing is cut where no
 * number would be left.
 */
export function withoutCompound(text: string, compound: string): string {
  if (compound === '' || text.length <= compound.length) return text
  const name = normalizeCompound(compound)
  if (/[\d弄号]$/.test(name)) return text
  const key = normalizeCompound(text)
  return key.startsWith(name) && BEGINS_WITH_NUMBER.test(key.slice(name.length)) ? key.slice(name.length) : text
}
