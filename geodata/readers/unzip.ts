import { crc32, inflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import { GeodataError } from './GeodataError.ts'
import { MOST_UNPACKED_BYTES, MOST_UNPACKED_MEGABYTES } from './limits.ts'

const inflateRawAsync = promisify(inflateRaw)

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
/** The end record is 22 bytes and may be followed by a comment of up to 65,535. */
const END_LENGTH = 22
const LONGEST_COMMENT = 65_535
/** A zipped map layer has a dozen files. */
const MOST_ENTRIES = 10_000

interface Entry {
  name: string
  method: number
  encrypted: boolean
  crc: number
  packedSize: number
  size: number
  localOffset: number
}

/**
 * Unpacks the wanted files of a zip, by path. Sizes are read from the central directory first and the sum is refused when
 * it exceeds the limit; a file that unpacks to more than it declared (a zip bomb that lies) is stopped at once; zlib
 * works off the event loop. Throws GeodataError.
 */
export async function unzip(bytes: Uint8Array, isWanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  const wanted = readCentralDirectory(bytes).filter((entry) => isWanted(entry.name))
  const total = wanted.reduce((sum, entry) => sum + entry.size, 0)
  if (total > MOST_UNPACKED_BYTES) throw new GeodataError('too-large-unpacked', MOST_UNPACKED_MEGABYTES)
  const files = new Map<string, Uint8Array>()
  for (const entry of wanted) files.set(entry.name, await unpack(bytes, entry))
  return files
}

function readCentralDirectory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let offset = view.getUint32(end + 16, true)
  if (count > MOST_ENTRIES || offset === 0xffffffff) throw new GeodataError('unsupported-compression', 'zip64')
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    if (offset + 46 > end || view.getUint32(offset, true) !== ENTRY_SIGNATURE) throw new GeodataError('damaged-file', 'zip')
    const flags = view.getUint16(offset + 8, true)
    const nameLength = view.getUint16(offset + 28, true)
    entries.push({
      name: decodeName(bytes.subarray(offset + 46, offset + 46 + nameLength), flags),
      method: view.getUint16(offset + 10, true),
      encrypted: (flags & 1) === 1,
      crc: view.getUint32(offset + 16, true),
      packedSize: view.getUint32(offset + 20, true),
      size: view.getUint32(offset + 24, true),
      localOffset: view.getUint32(offset + 42, true),
    })
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT)
  for (let offset = view.byteLength - END_LENGTH; offset >= lowest; offset--) {
    if (view.getUint32(offset, true) === END_SIGNATURE) return offset
  }
  // The directory stands at the end, so a file that was cut off has none.
  throw new GeodataError('truncated-file', 'zip')
}

async function unpack(bytes: Uint8Array, entry: Entry): Promise<Uint8Array> {
  if (entry.encrypted) throw new GeodataError('zip-encrypted')
  if (entry.method !== 0 && entry.method !== 8) throw new GeodataError('unsupported-compression', `zip ${entry.method}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { localOffset } = entry
  if (localOffset + 30 > bytes.length || view.getUint32(localOffset, true) !== LOCAL_SIGNATURE) {
    throw new GeodataError('damaged-file', 'zip')
  }
  const start = localOffset + 30 + view.getUint16(localOffset + 26, true) + view.getUint16(localOffset + 28, true)
  if (start + entry.packedSize > bytes.length) throw new GeodataError('truncated-file', 'zip')
  const packed = bytes.subarray(start, start + entry.packedSize)
  const content = entry.method === 0 ? packed : await inflateEntry(packed, entry.size)
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw new GeodataError('damaged-file', 'zip')
  return content
}

async function inflateEntry(packed: Uint8Array, size: number): Promise<Uint8Array> {
  try {
    return await inflateRawAsync(packed, { maxOutputLength: size + 1 })
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new GeodataError('too-large-unpacked', MOST_UNPACKED_MEGABYTES, { cause })
    }
    throw new GeodataError('damaged-file', 'zip', { cause })
  }
}

/** Without the UTF-8 flag Chinese Windows writes names in GBK. */
function decodeName(bytes: Uint8Array, flags: number): string {
  return new TextDecoder((flags & 0x800) !== 0 ? 'utf-8' : 'gb18030').decode(bytes).replaceAll('\\', '/')
}
