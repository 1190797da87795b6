/**
 * Frames: how the world travels. A snapshot holds everything, a delta what changed; byte diagram in SPEC.md.
 * Values are absolute, never differences, so a delta applied twice does no harm.
 */

export type FrameKind = 'snapshot' | 'delta'

/** Texts and small lists that ride along; every field is optional in a delta and means "replace" (or "append" where it says so). */
export interface FrameAside {
  /** Calendar day that the world shows, `YYYY-MM-DD`, and the zone's clock offset in minutes. */
  day?: string
  zoneOffsetMinutes?: number
  /** Whether this town is invented. */
  demo?: boolean
  /** Feed name → when its last accepted report came in, epoch ms. */
  feeds?: Record<string, number>
  /** Newest changes; appended in a delta. Never a name. `status` is a code. */
  ticker?: { at: number; node: number; status: number; from: number; units: number }[]
  /** Pupils' reports of today: minute of the day → how many have come by then; appended (same minute replaces). */
  curve?: { at: [minute: number, reported: number][]; cutOffMinute: number; restart?: boolean }
  /** Figures of the world at the end of yesterday for the nodes above buildings: node → counters. Replaces. */
  yesterday?: Record<number, number[]>
  /** Measure that is counted by home → its cells; none holds fewer than the measure's least group. Replaces. */
  cells?: Record<string, [lng: number, lat: number, count: number][]>
}

export interface SnapshotFrame {
  kind: 'snapshot'
  rev: number
  sentAt: number
  worldId: string
  layoutHash: string
  /** One status byte per slot (layout.ts says which slot is which). */
  slots: Uint8Array
  /** nodes × counters, row by row. */
  figures: Uint32Array
  counterCount: number
  aside: FrameAside
}

export interface DeltaFrame {
  kind: 'delta'
  fromRev: number
  toRev: number
  sentAt: number
  slotIndex: Uint32Array
  slotStatus: Uint8Array
  figureNode: Uint32Array
  figureCounter: Uint8Array
  figureValue: Uint32Array
  aside: FrameAside
}

export class FrameError extends Error {
  constructor(readonly code: 'too-short' | 'bad-magic' | 'bad-version' | 'bad-kind' | 'bad-length' | 'bad-aside' | 'bad-revision') {
    super(`frame: ${code}`)
    this.name = 'FrameError'
  }
}

const MAGIC = 0x3655494c // 'LIU6'
const VERSION = 1
const KIND_SNAPSHOT = 1
const KIND_DELTA = 2
export const FRAME_HEADER_BYTES = 48

/** [F1] Encodes a delta into one fresh buffer. HOT: once per tick, whatever the number of sockets. */
export function encodeDelta(delta: Omit<DeltaFrame, 'kind'>): Uint8Array {
  const aside = encodeAside(delta.aside)
  const slots = delta.slotIndex.length
  const figures = delta.figureNode.length
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + slots * 5 + figures * 9 + aside.length)
  writeHeader(bytes, KIND_DELTA, 0, delta.fromRev, delta.toRev, delta.sentAt, slots, figures, aside.length)
  let at = FRAME_HEADER_BYTES
  at = put(bytes, delta.slotIndex, at)
  at = put(bytes, delta.figureNode, at)
  at = put(bytes, delta.figureValue, at)
  at = put(bytes, delta.slotStatus, at)
  at = put(bytes, delta.figureCounter, at)
  bytes.set(aside, at)
  return bytes
}

/** [F2] Encodes a snapshot. */
export function encodeSnapshot(snapshot: Omit<SnapshotFrame, 'kind'>): Uint8Array {
  const aside = encodeAside({ ...snapshot.aside, worldId: snapshot.worldId, layoutHash: snapshot.layoutHash } as FrameAside)
  const slotBytes = Math.ceil(snapshot.slots.length / 4) * 4
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + slotBytes + snapshot.figures.length * 4 + aside.length)
  writeHeader(bytes, KIND_SNAPSHOT, snapshot.counterCount, snapshot.rev, snapshot.rev, snapshot.sentAt, snapshot.slots.length, snapshot.figures.length, aside.length)
  bytes.set(snapshot.slots, FRAME_HEADER_BYTES)
  put(bytes, snapshot.figures, FRAME_HEADER_BYTES + slotBytes)
  bytes.set(aside, FRAME_HEADER_BYTES + slotBytes + snapshot.figures.length * 4)
  return bytes
}

/** [F3] Decodes either kind, distrusting every length; throws FrameError with a code, never anything else. */
export function decodeFrame(input: Uint8Array | ArrayBuffer): SnapshotFrame | DeltaFrame {
  let bytes = input instanceof Uint8Array ? input : new Uint8Array(input)
  // A Node Buffer's own slice would be a view of the same, still unaligned bytes.
  if (bytes.byteOffset % 4 !== 0) bytes = new Uint8Array(bytes)
  if (bytes.length < FRAME_HEADER_BYTES) throw new FrameError('too-short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) throw new FrameError('bad-magic')
  if (view.getUint8(4) !== VERSION) throw new FrameError('bad-version')
  const kind = view.getUint8(5)
  const counterCount = view.getUint16(6, true)
  const fromRev = view.getFloat64(8, true)
  const toRev = view.getFloat64(16, true)
  const sentAt = view.getFloat64(24, true)
  const slotCount = view.getUint32(32, true)
  const figureCount = view.getUint32(36, true)
  const asideBytes = view.getUint32(40, true)
  if (!Number.isSafeInteger(fromRev) || !Number.isSafeInteger(toRev) || fromRev < 0 || toRev < fromRev || !Number.isFinite(sentAt)) throw new FrameError('bad-revision')
  const start = bytes.byteOffset + FRAME_HEADER_BYTES
  const buffer = bytes.buffer as ArrayBuffer
  if (kind === KIND_DELTA) {
    if (bytes.length !== FRAME_HEADER_BYTES + slotCount * 5 + figureCount * 9 + asideBytes) throw new FrameError('bad-length')
    const bytesAt = start + slotCount * 4 + figureCount * 8
    const asideAt = FRAME_HEADER_BYTES + slotCount * 5 + figureCount * 9
    return {
      kind: 'delta', fromRev, toRev, sentAt,
      slotIndex: new Uint32Array(buffer, start, slotCount),
      figureNode: new Uint32Array(buffer, start + slotCount * 4, figureCount),
      figureValue: new Uint32Array(buffer, start + slotCount * 4 + figureCount * 4, figureCount),
      slotStatus: new Uint8Array(buffer, bytesAt, slotCount),
      figureCounter: new Uint8Array(buffer, bytesAt + slotCount, figureCount),
      aside: decodeAside(bytes.subarray(asideAt)),
    }
  }
  if (kind === KIND_SNAPSHOT) {
    const slotBytes = Math.ceil(slotCount / 4) * 4
    if (bytes.length !== FRAME_HEADER_BYTES + slotBytes + figureCount * 4 + asideBytes) throw new FrameError('bad-length')
    if (counterCount === 0 ? figureCount !== 0 : figureCount % counterCount !== 0) throw new FrameError('bad-length')
    const aside = decodeAside(bytes.subarray(bytes.length - asideBytes)) as FrameAside & { worldId?: unknown; layoutHash?: unknown }
    const { worldId, layoutHash, ...rest } = aside
    if (typeof worldId !== 'string' || typeof layoutHash !== 'string') throw new FrameError('bad-aside')
    return {
      kind: 'snapshot', rev: toRev, sentAt, worldId, layoutHash, counterCount,
      slots: new Uint8Array(buffer, start, slotCount),
      figures: new Uint32Array(buffer, start + slotBytes, figureCount),
      aside: rest,
    }
  }
  throw new FrameError('bad-kind')
}

function writeHeader(bytes: Uint8Array, kind: number, counterCount: number, fromRev: number, toRev: number, sentAt: number, slots: number, figures: number, asideBytes: number): void {
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint8(4, VERSION)
  view.setUint8(5, kind)
  view.setUint16(6, counterCount, true)
  view.setFloat64(8, fromRev, true)
  view.setFloat64(16, toRev, true)
  view.setFloat64(24, sentAt, true)
  view.setUint32(32, slots, true)
  view.setUint32(36, figures, true)
  view.setUint32(40, asideBytes, true)
}

function put(bytes: Uint8Array, array: Uint8Array | Uint32Array, at: number): number {
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
  return at + array.byteLength
}

const NO_ASIDE = new Uint8Array(0)

function encodeAside(aside: FrameAside): Uint8Array {
  for (const _ in aside) return new TextEncoder().encode(JSON.stringify(aside))
  return NO_ASIDE
}

function decodeAside(bytes: Uint8Array): FrameAside {
  if (bytes.length === 0) return {}
  try {
    const aside: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof aside !== 'object' || aside === null || Array.isArray(aside)) throw new FrameError('bad-aside')
    return aside as FrameAside
  } catch {
    throw new FrameError('bad-aside')
  }
}
