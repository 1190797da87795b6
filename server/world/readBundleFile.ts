import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { arrayOfPlace, type Bundle, BUNDLE_PREFIX_BYTES, type BundleArray, BundleError, CHECKSUM_AT, Checksum, readHead, readPrefix } from '../protocol/bundle.ts'

/** The checksum is taken over so much at a time; a multiple of four. */
const CHUNK_BYTES = 4 * 1024 * 1024

/**
 * Opens a bundle's file, checks its sum, and hands it to `use`. Each array is read when it is asked for, every time anew: a
 * file as large as a term of a district is never in memory whole. Throws BundleError, or what reading throws.
 */
export function readBundleFile<Head, Result>(file: string, use: (bundle: Bundle<Head>) => Result): Result {
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const read = (at: number, byteLength: number): Uint8Array<ArrayBuffer> => {
      const bytes = new Uint8Array(byteLength)
      for (let done = 0; done < byteLength;) {
        const got = readSync(handle, bytes, done, byteLength - done, at + done)
        if (got === 0) throw new BundleError('too-short')
        done += got
      }
      return bytes
    }
    const prefix = read(0, Math.min(size, BUNDLE_PREFIX_BYTES))
    const { arraysStart } = readPrefix(prefix, size)
    const sum = new Checksum()
    for (let at = BUNDLE_PREFIX_BYTES; at + 4 <= size; at += CHUNK_BYTES) sum.add(read(at, Math.min(CHUNK_BYTES, (size - at) & ~3)))
    if (sum.value() !== new DataView(prefix.buffer).getUint32(CHECKSUM_AT, true)) throw new BundleError('bad-checksum')
    const { head, places } = readHead<Head>(read(0, arraysStart), size)
    const arrays: Record<string, BundleArray> = {}
    for (const place of places) Object.defineProperty(arrays, place.name, { enumerable: true, get: () => arrayOfPlace(place, read(place.at, place.byteLength).buffer) })
    return use({ head, arrays })
  } finally {
    closeSync(handle)
  }
}
