import { isUtf8 } from 'node:buffer'
import { GeodataError } from './GeodataError.ts'

interface DbfField {
  name: string
  type: string
  start: number
  length: number
}

export interface DbfTable {
  count: number
  /** The cells of record `index` (0-based): text trimmed, numbers as numbers, empty cells left out. */
  readRecord(index: number): Record<string, unknown>
}

/** Language driver ids of byte 29 that mean GBK (cp936). */
const GBK_DRIVERS = new Set([0x4d, 0x7a])
/** Enough text to tell UTF-8 from GBK. */
const SAMPLE_BYTES = 1 << 20

/**
 * Opens a dBASE table (.dbf). Our own reader and not shpjs's parsedbf: that one believes in UTF-8 when there is no .cpg
 * (Chinese GIS writes GBK without saying so), makes two decoders for each cell and fails on FoxPro's longer headers.
 * The encoding is the .cpg's, else the header's, else what the bytes look like. Throws GeodataError.
 */
export function readDbf(bytes: Uint8Array, codePage: string | undefined): DbfTable {
  if (bytes.length < 33) throw new GeodataError('truncated-file', '.dbf')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(4, true)
  const headerLength = view.getUint16(8, true)
  const recordLength = view.getUint16(10, true)
  if (headerLength < 33 || recordLength < 1) throw new GeodataError('damaged-file', '.dbf')
  if (headerLength + count * recordLength > bytes.length) throw new GeodataError('truncated-file', '.dbf')
  const decoder = new TextDecoder(findEncoding(bytes, codePage))
  const decode = (start: number, length: number) => decoder.decode(bytes.subarray(start, start + length))
  const fields = readFields(view, headerLength, recordLength, decode)
  return {
    count,
    readRecord(index) {
      const start = headerLength + index * recordLength
      const record: Record<string, unknown> = {}
      for (const field of fields) {
        // A cell cut in the middle of a character leaves U+FFFD behind; NUL fills the rest in some writers.
        const text = decode(start + field.start, field.length).replace(/[\0\ufffd]+/g, '').trim()
        if (text === '' || /^\*+$/.test(text)) continue
        record[field.name] = field.type === 'N' || field.type === 'F' ? Number(text) : text
      }
      return record
    },
  }
}

function readFields(
  view: DataView, headerLength: number, recordLength: number, decode: (start: number, length: number) => string,
): DbfField[] {
  const fields: DbfField[] = []
  // The first byte of a record marks deletion.
  let start = 1
  for (let offset = 32; offset + 32 <= headerLength && view.getUint8(offset) !== 0x0d; offset += 32) {
    const name = decode(offset, 11).replace(/\0.*$/s, '').replaceAll('\ufffd', '').trim()
    const length = view.getUint8(offset + 16)
    if (start + length > recordLength) throw new GeodataError('damaged-file', '.dbf')
    fields.push({ name, type: String.fromCharCode(view.getUint8(offset + 11)), start, length })
    start += length
  }
  return fields
}

function findEncoding(bytes: Uint8Array, codePage: string | undefined): string {
  const named = nameEncoding(codePage?.trim() ?? '')
  if (named) return named
  if (GBK_DRIVERS.has(bytes[29])) return 'gb18030'
  // The sample may end inside a character: up to three bytes are let off.
  const end = Math.min(bytes.length, SAMPLE_BYTES)
  const text = bytes.subarray(32, end)
  return [0, 1, 2, 3].some((cut) => isUtf8(text.subarray(0, Math.max(0, text.length - cut)))) ? 'utf-8' : 'gb18030'
}

/** `GBK`, `936`, `CP936`, `ANSI 936`, `OEM 936`, `UTF-8`, `65001`, `GB2312`, `ISO-8859-1`, `1252` … → a decoder's name. */
function nameEncoding(codePage: string): string | undefined {
  const plain = codePage.replace(/^(?:ANSI|OEM|CP|MS|WINDOWS-?|LDID\/)\s*/i, '')
  if (/^(?:936|54936|GBK|GB2312|GB18030|EUC-?CN|77)$/i.test(plain)) return 'gb18030'
  if (/^(?:65001|UTF-?8)$/i.test(plain)) return 'utf-8'
  for (const label of [plain, `windows-${plain}`]) {
    try {
      return plain === '' ? undefined : new TextDecoder(label).encoding
    } catch {
      // Not a name that the platform knows; try the next.
    }
  }
  return undefined
}
