const ESCAPED = /_x([0-9A-Fa-f]{4})_/g
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * A workbook's text as the cell shows it: `_x000D_` escapes resolved (ECMA-376 22.4.2.4), line ends as `\n`, NUL left
 * out, half surrogate pairs (a character reference can make them) as U+FFFD.
 */
export function cleanText(text: string): string {
  let clean = text
  if (clean.includes('_x')) clean = clean.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  if (clean.includes('\r')) clean = clean.replace(/\r\n?/g, '\n')
  if (clean.includes('\0')) clean = clean.replaceAll('\0', '')
  return /[\uD800-\uDFFF]/.test(clean) ? clean.replace(LONE_SURROGATE, '\uFFFD') : clean
}
