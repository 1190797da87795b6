import { SheetError } from '../SheetError.ts'
import { SHEET_LIMITS } from '../sheetLimits.ts'

export interface ZipEntry {
  name: string
  /** 0 stored, 8 deflated; anything else is refused on unpacking. */
  method: number
  compressedBytes: number
  unpackedBytes: number
  crc32: number
  /** Of the local header, from the start of the file. */
  headerOffset: number
}

const END_OF_DIRECTORY = 0x06054b50
const ZIP64_LOCATOR = 0x07064b50
const ZIP64_END = 0x06064b50
const DIRECTORY_ENTRY = 0x02014b50
/** The end record is 22 bytes and a comment of at most 65,535. */
const END_SEARCH_BYTES = 22 + 0xffff

const broken = () => new SheetError('broken-workbook')

/**
 * Reads the central directory of a zip file and judges it before anything is unpacked: too many entries, too much in
 * all, or a ratio no sheet has → SheetError `zip-bomb`; a cut or inconsistent directory → `broken-workbook`.
 * Zip64 is understood, since streaming writers (Apache POI) always use it. Source: PKWARE APPNOTE 4.3.12 – 4.5.3.
 */
export function readZipDirectory(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { offset: start, size, count } = findDirectory(view)
  if (count > SHEET_LIMITS.zipEntries) throw new SheetError('zip-bomb')
  if (start + size > bytes.length) throw broken()

  const entries = new Map<string, ZipEntry>()
  const names = new TextDecoder('utf-8')
  let offset = start
  let unpackedTotal = 0
  for (let index = 0; index < count; index++) {
    if (offset + 46 > bytes.length || view.getUint32(offset, true) !== DIRECTORY_ENTRY) throw broken()
    const nameBytes = view.getUint16(offset + 28, true)
    const extraBytes = view.getUint16(offset + 30, true)
    const commentBytes = view.getUint16(offset + 32, true)
    const extraOffset = offset + 46 + nameBytes
    if (extraOffset + extraBytes > bytes.length) throw broken()
    const [unpackedBytes, compressedBytes, headerOffset] = readZip64Extra(view, extraOffset, extraBytes, [
      view.getUint32(offset + 24, true), view.getUint32(offset + 20, true), view.getUint32(offset + 42, true),
    ])
    const entry: ZipEntry = {
      name: names.decode(bytes.subarray(offset + 46, extraOffset)).replaceAll('\\', '/'),
      method: view.getUint16(offset + 10, true),
      compressedBytes,
      unpackedBytes,
      crc32: view.getUint32(offset + 16, true),
      headerOffset,
    }
    unpackedTotal += entry.unpackedBytes
    const swells = entry.unpackedBytes > SHEET_LIMITS.ratioFromBytes
      && entry.unpackedBytes > entry.compressedBytes * SHEET_LIMITS.unpackRatio
    if (swells || unpackedTotal > SHEET_LIMITS.unpackedBytes) throw new SheetError('zip-bomb')
    entries.set(entry.name, entry)
    offset = extraOffset + extraBytes + commentBytes
  }
  return entries
}

function findDirectory(view: DataView): { offset: number; size: number; count: number } {
  const lowest = Math.max(0, view.byteLength - END_SEARCH_BYTES)
  for (let end = view.byteLength - 22; end >= lowest; end--) {
    if (view.getUint32(end, true) !== END_OF_DIRECTORY) continue
    const directory = {
      count: view.getUint16(end + 10, true),
      size: view.getUint32(end + 12, true),
      offset: view.getUint32(end + 16, true),
    }
    const isZip64 = directory.count === 0xffff || directory.size === 0xffffffff || directory.offset === 0xffffffff
    if (!isZip64) return directory
    if (end < 20 || view.getUint32(end - 20, true) !== ZIP64_LOCATOR) throw broken()
    const zip64End = readUint64(view, end - 12)
    if (zip64End + 56 > view.byteLength || view.getUint32(zip64End, true) !== ZIP64_END) throw broken()
    return {
      count: readUint64(view, zip64End + 32),
      size: readUint64(view, zip64End + 40),
      offset: readUint64(view, zip64End + 48),
    }
  }
  throw broken()
}

/** Values of 0xFFFFFFFF stand in the zip64 extra field instead, in this order, only those that are needed. */
function readZip64Extra(view: DataView, start: number, bytes: number, values: [number, number, number]): [number, number, number] {
  if (!values.includes(0xffffffff)) return values
  for (let offset = start; offset + 4 <= start + bytes;) {
    const size = view.getUint16(offset + 2, true)
    if (view.getUint16(offset, true) === 1) {
      let position = offset + 4
      return values.map((value) => {
        if (value !== 0xffffffff) return value
        if (position + 8 > Math.min(offset + 4 + size, start + bytes)) throw broken()
        position += 8
        return readUint64(view, position - 8)
      }) as [number, number, number]
    }
    offset += 4 + size
  }
  throw broken()
}

function readUint64(view: DataView, offset: number): number {
  const value = view.getBigUint64(offset, true)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken()
  return Number(value)
}
