import { crc32, createInflateRaw } from 'node:zlib'
import { SheetError } from '../SheetError.ts'
import type { ZipEntry } from './readZipDirectory.ts'

const LOCAL_HEADER = 0x04034b50

/**
 * Unpacks one entry, piece by piece (64 KB), off the main thread. The directory's word is not trusted: more bytes than
 * it states → SheetError `zip-bomb`; fewer, a wrong checksum or broken deflate data → `broken-workbook`.
 */
export async function* unpackEntry(bytes: Uint8Array, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = entry.headerOffset
  if (header + 30 > bytes.length || view.getUint32(header, true) !== LOCAL_HEADER) throw new SheetError('broken-workbook')
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  const packed = bytes.subarray(start, start + entry.compressedBytes)
  if (packed.length !== entry.compressedBytes) throw new SheetError('broken-workbook')

  let unpackedBytes = 0
  let checksum = 0
  for await (const piece of pieces(packed, entry.method)) {
    unpackedBytes += piece.length
    if (unpackedBytes > entry.unpackedBytes) throw new SheetError('zip-bomb')
    checksum = crc32(piece, checksum)
    yield piece
  }
  if (unpackedBytes !== entry.unpackedBytes || checksum !== entry.crc32) throw new SheetError('broken-workbook')
}

async function* pieces(packed: Uint8Array, method: number): AsyncGenerator<Uint8Array> {
  if (method === 0) {
    for (let offset = 0; offset < packed.length; offset += 65_536) yield packed.subarray(offset, offset + 65_536)
    return
  }
  if (method !== 8) throw new SheetError('broken-workbook')
  const inflate = createInflateRaw({ chunkSize: 65_536 })
  try {
    inflate.end(packed)
    for await (const piece of inflate) yield piece as Uint8Array
  } catch (error) {
    throw new SheetError('broken-workbook', undefined, { cause: error })
  } finally {
    inflate.destroy()
  }
}
