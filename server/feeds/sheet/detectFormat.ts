import { SheetError } from './SheetError.ts'

export type SheetFormat = 'xlsx' | 'text'

const startsWith = (bytes: Uint8Array, magic: number[]) => magic.every((byte, index) => bytes[index] === byte)

/**
 * What the file really is, whatever its name says. Throws a SheetError that names the trouble for everything that
 * people send under the name of a spreadsheet and that is none: HTML, XML of 2003, .xls, a workbook with a password.
 */
export function detectFormat(bytes: Uint8Array, fileName: string): SheetFormat {
  if (bytes.length === 0) throw new SheetError('empty-file')
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'xlsx'
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    // Both old workbooks and encrypted new ones are compound files; stream names are UTF-16.
    const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new SheetError(encrypted ? 'encrypted-workbook' : 'old-workbook')
  }
  const isBinary = startsWith(bytes, [0x25, 0x50, 0x44, 0x46]) || startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])
    || startsWith(bytes, [0xff, 0xd8, 0xff]) || startsWith(bytes, [0x1f, 0x8b]) || startsWith(bytes, [0x52, 0x61, 0x72, 0x21])
  if (isBinary) throw new SheetError('not-a-spreadsheet')
  const opening = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).replace(/\0/g, '').replace(/^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, '').trimStart().toLowerCase()
  if (/^<(?:!doctype\s+html|html|head|meta|table|style|body|div|!--)/.test(opening)) throw new SheetError('html-not-workbook')
  if (opening.startsWith('<?xml')) throw new SheetError(opening.includes('<html') ? 'html-not-workbook' : 'xml-not-workbook')
  if (/\.(?:xlsx|xlsm|xls|xlsb|et)$/i.test(fileName)) throw new SheetError('text-not-workbook')
  return 'text'
}
