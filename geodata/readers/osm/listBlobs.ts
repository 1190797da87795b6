import { PbfReader } from 'pbf'
import { GeodataError } from '../GeodataError.ts'

/** Where the blocks of a .osm.pbf stand: offset and size of each Blob, in bytes. */
export interface BlobPlace {
  type: string
  offset: number
  size: number
}

/** Limits of the format: wiki.openstreetmap.org/wiki/PBF_Format. */
const MOST_HEADER_BYTES = 64 * 1024
const MOST_BLOB_BYTES = 32 * 1024 * 1024

/** Walks through the file's frame without unpacking anything. Throws GeodataError when it is cut off or is no such file. */
export function listBlobs(bytes: Uint8Array): BlobPlace[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const blobs: BlobPlace[] = []
  let offset = 0
  while (offset < bytes.length) {
    if (offset + 4 > bytes.length) throw new GeodataError('truncated-file', '.osm.pbf')
    const headerLength = view.getUint32(offset)
    if (headerLength > MOST_HEADER_BYTES) throw new GeodataError('damaged-file', '.osm.pbf')
    offset += 4
    if (offset + headerLength > bytes.length) throw new GeodataError('truncated-file', '.osm.pbf')
    const { type, size } = readBlobHeader(bytes.subarray(offset, offset + headerLength))
    if (size > MOST_BLOB_BYTES || (blobs.length === 0 && type !== 'OSMHeader')) throw new GeodataError('damaged-file', '.osm.pbf')
    offset += headerLength
    if (offset + size > bytes.length) throw new GeodataError('truncated-file', '.osm.pbf')
    blobs.push({ type, offset, size })
    offset += size
  }
  return blobs
}

function readBlobHeader(bytes: Uint8Array): { type: string, size: number } {
  const pbf = new PbfReader(bytes)
  const header = { type: '', size: 0 }
  pbf.readFields((field) => {
    if (field === 1) header.type = pbf.readString()
    else if (field === 3) header.size = pbf.readVarint()
  }, header)
  return header
}
