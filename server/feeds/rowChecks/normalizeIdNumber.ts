const PLAIN = /^[\dX]{15,18}$/
const IDENTITY = /^[A-Z0-9()]{5,32}$/

/** An identity number as it is compared: NFKC, no blanks or dashes, upper-case X; '' when it can be none (无, 不详). */
export function normalizeIdNumber(text: string): string {
  if (PLAIN.test(text)) return text
  const folded = text.normalize('NFKC').replace(/[\s\-–—'’`]/g, '').toUpperCase()
  return IDENTITY.test(folded) && /\d/.test(folded) ? folded : ''
}
