/**
 * A bundle: one JSON head and named typed arrays in one buffer. Layouts travel in it and checkpoints are kept in it.
 *
 * ```
 * 0  u32 magic 'LIUB'   4  u32 version   8  u32 headBytes   12 u32 crc32 of everything after byte 16
 * 16 head: UTF-8 JSON { head, arrays: [{ name, type, length, at }] }   then the arrays, each at a multiple of 8
 * ```
 * `at` counts bytes from the end of the padded head. Little endian throughout.
 */

export type BundleArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array

export interface Bundle<Head> {
  head: Head
  arrays: Record<string, BundleArray>
}

export class BundleError extends Error {
  constructor(readonly code: 'too-short' | 'bad-magic' | 'bad-version' | 'bad-head' | 'bad-array' | 'bad-checksum') {
    super(`bundle: ${code}`)
    this.name = 'BundleError'
  }
}

const MAGIC = 0x4255494c // 'LIUB'
const VERSION = 1
const PREFIX_BYTES = 16

const TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f32: Float32Array, f64: Float64Array } as const
type TypeName = keyof typeof TYPES

interface ArrayEntry { name: string; type: TypeName; length: number; at: number }

const typeNameOf = (array: BundleArray): TypeName => {
  for (const [name, type] of Object.entries(TYPES)) if (array instanceof type) return name as TypeName
  throw new BundleError('bad-array')
}
const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8

/** Encodes; the result is a fresh buffer. */
export function encodeBundle<Head>(bundle: Bundle<Head>): Uint8Array {
  const { pieces, byteLength, checksum } = piecesOfBundle(bundle)
  const bytes = new Uint8Array(byteLength)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  new DataView(bytes.buffer).setUint32(CHECKSUM_AT, checksum(), true)
  return bytes
}

/** Where in a bundle its checksum stands. */
export const CHECKSUM_AT = 12

/**
 * The same bytes piece by piece, for those who would not hold them twice: views of the arrays, which must not change
 * until all pieces were taken. `checksum()` is known then, and belongs at CHECKSUM_AT, where the first piece has 0.
 */
export function piecesOfBundle<Head>(bundle: Bundle<Head>): { pieces: Iterable<Uint8Array>; byteLength: number; checksum(): number } {
  const entries: ArrayEntry[] = []
  let at = 0
  for (const [name, array] of Object.entries(bundle.arrays)) {
    entries.push({ name, type: typeNameOf(array), length: array.length, at })
    at += padded(array.byteLength)
  }
  const head = new TextEncoder().encode(JSON.stringify({ head: bundle.head, arrays: entries }))
  const first = new Uint8Array(padded(PREFIX_BYTES + head.length))
  first.set(head, PREFIX_BYTES)
  const view = new DataView(first.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, VERSION, true)
  view.setUint32(8, head.length, true)
  const sum = new Checksum()
  function* pieces(): Generator<Uint8Array> {
    sum.add(first.subarray(PREFIX_BYTES))
    yield first
    for (const array of Object.values(bundle.arrays)) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      // Words must stand at fours; what does not fill one goes with the padding.
      const whole = bytes.byteOffset % 4 === 0 ? bytes.length - (bytes.length % 8) : 0
      const body = bytes.subarray(0, whole)
      const rest = new Uint8Array(padded(bytes.length - whole))
      rest.set(bytes.subarray(whole))
      sum.add(body)
      sum.add(rest)
      yield body
      yield rest
    }
  }
  return { pieces: pieces(), byteLength: first.length + at, checksum: () => sum.value() }
}

/** Decodes and distrusts: throws BundleError, never anything else. The arrays are views of a copy when `bytes` is not aligned. */
export function decodeBundle<Head>(bytes: Uint8Array): Bundle<Head> {
  // A Node Buffer's own slice would be a view of the same, still unaligned bytes.
  if (bytes.byteOffset % 8 !== 0) bytes = new Uint8Array(bytes)
  const { arraysStart } = readPrefix(bytes, bytes.length)
  if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(CHECKSUM_AT, true) !== checksum(bytes)) throw new BundleError('bad-checksum')
  const { head, places } = readHead<Head>(bytes.subarray(0, arraysStart), bytes.length)
  const arrays: Record<string, BundleArray> = {}
  for (const { name, type, at, length } of places) arrays[name] = new TYPES[type](bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length)
  return { head, arrays }
}

/** Bytes of the prefix; with them `readPrefix` tells where the arrays begin. */
export const BUNDLE_PREFIX_BYTES = PREFIX_BYTES

/** Where an array stands in a bundle, in bytes from its beginning. */
export interface ArrayPlace { name: string; type: TypeName; at: number; length: number; byteLength: number }

/** Throws BundleError. `total`: bytes of the whole bundle. */
export function readPrefix(bytes: Uint8Array, total: number): { arraysStart: number } {
  if (bytes.length < PREFIX_BYTES) throw new BundleError('too-short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) throw new BundleError('bad-magic')
  if (view.getUint32(4, true) !== VERSION) throw new BundleError('bad-version')
  const arraysStart = padded(PREFIX_BYTES + view.getUint32(8, true))
  if (arraysStart > total) throw new BundleError('too-short')
  return { arraysStart }
}

/** The head of a bundle whose bytes up to its arrays are given, and where its arrays stand. Throws BundleError. */
export function readHead<Head>(bytes: Uint8Array, total: number): { head: Head; places: ArrayPlace[] } {
  const { arraysStart } = readPrefix(bytes, total)
  const headBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  let parsed: { head: Head; arrays: ArrayEntry[] }
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headBytes)))
  } catch {
    throw new BundleError('bad-head')
  }
  if (!Array.isArray(parsed?.arrays)) throw new BundleError('bad-head')
  const places = parsed.arrays.map((entry): ArrayPlace => {
    const type = entry && Object.hasOwn(TYPES, entry.type) ? TYPES[entry.type] : null
    if (!type || !Number.isSafeInteger(entry.at) || !Number.isSafeInteger(entry.length) || entry.at < 0 || entry.length < 0 || entry.at % 8 !== 0) throw new BundleError('bad-array')
    const byteLength = entry.length * type.BYTES_PER_ELEMENT
    if (arraysStart + entry.at + byteLength > total) throw new BundleError('bad-array')
    return { name: entry.name, type: entry.type, at: arraysStart + entry.at, length: entry.length, byteLength }
  })
  return { head: parsed.head, places }
}

/** An array of a type, of its own bytes, from the buffer on. */
export const arrayOfPlace = ({ type, length }: ArrayPlace, buffer: ArrayBuffer): BundleArray => new TYPES[type](buffer, 0, length)

function checksum(bytes: Uint8Array): number {
  const sum = new Checksum()
  sum.add(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + ((bytes.length - PREFIX_BYTES) >> 2) * 4))
  return sum.value()
}

/** Adler-like sum over 32-bit words: a torn file is found at once, and 30 MB take a few milliseconds. Bytes are added in their order, by fours. */
export class Checksum {
  private a = 1
  private b = 0

  /** HOT: a checkpoint is tens of megabytes; words, not bytes (the encoder pads to 8, so words always fit). */
  add(bytes: Uint8Array): void {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    let { a, b } = this
    for (let i = 0; i < words.length; i++) {
      a = (a + words[i]) | 0
      b = (b + a) | 0
    }
    this.a = a
    this.b = b
  }

  value(): number {
    return (this.a ^ (this.b << 1)) >>> 0
  }
}
