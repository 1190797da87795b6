/** Zero-width and direction marks, byte-order marks and control characters: invisible on paper, poison in a key. */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * The text as it is compared: NFKC (full-width digits and letters become plain ones, `＃` becomes `#`), without
 * invisible characters, white space collapsed and trimmed. Rare characters and emoji survive; half a surrogate
 * pair, which no database stores, becomes U+FFFD.
 */
export function foldText(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD').normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()
}
