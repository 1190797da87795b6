import { foldText } from '../../merge/address/foldText.ts'

const PLAIN_CHINESE = /^[\u4e00-\u9fff]+$/
/** What people leave out or write differently between the parts of a name; apostrophes divide syllables (xi'an). */
const BETWEEN = /[\s·.,，、\-–—_'’‘`"“”]/g

/**
 * A name, or what was typed for one, as the characters that are compared: NFKC, lower case, no tone marks, ü as v,
 * nothing between the parts. Total: any text gives characters, possibly none.
 */
export function foldName(text: string): string[] {
  if (PLAIN_CHINESE.test(text)) return [...text]
  const plain = foldText(text).toLowerCase().normalize('NFD').replace(/u[\u0300-\u0307\u0309-\u036f]*\u0308/g, 'v').replace(/[\u0300-\u036f]/g, '').normalize('NFC')
  return [...plain.replace(BETWEEN, '')]
}
