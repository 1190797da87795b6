/** A text as it may stand between tags; what XML cannot hold at all is left out. The way back is decodeXmlText.ts. */
// eslint-disable-next-line no-control-regex
export const escapeXmlText = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
