const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi

/** Text with XML's five entities and character references resolved; a reference to no character becomes U+FFFD. */
export function decodeXmlText(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (_, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()]!
    const code = decimal !== undefined ? Number(decimal) : parseInt(hexadecimal!, 16)
    return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
  })
}
