import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { PbfReader } from 'pbf'
import { GeodataError } from '../GeodataError.ts'

const inflateAsync = promisify(inflate)

/** Limit of the format for one unpacked block, in bytes. */
const MOST_BLOCK_BYTES = 32 * 1024 * 1024
const COMPRESSIONS: Record<number, string> = { 4: 'lzma', 5: 'bzip2', 6: 'lz4', 7: 'zstd' }

/** The content of one Blob; zlib works off the event loop and stops at 32 MB. Throws GeodataError. */
export async function unpackBlob(blob: Uint8Array): Promise<Uint8Array> {
  let raw: Uint8Array | undefined
  let packed: Uint8Array | undefined
  const pbf = new PbfReader(blob)
  pbf.readFields((field) => {
    if (field === 1) raw = pbf.readBytes()
    else if (field === 3) packed = pbf.readBytes()
    else if (field in COMPRESSIONS) throw new GeodataError('unsupported-compression', COMPRESSIONS[field])
  }, null)
  if (raw) return raw
  if (!packed) throw new GeodataError('damaged-file', '.osm.pbf')
  try {
    return await inflateAsync(packed, { maxOutputLength: MOST_BLOCK_BYTES })
  } catch (cause) {
    throw new GeodataError('damaged-file', '.osm.pbf', { cause })
  }
}
