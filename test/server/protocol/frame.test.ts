import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeDelta, encodeSnapshot, type FrameAside, FrameError, FRAME_HEADER_BYTES } from '../../../server/protocol/frame.ts'

const u32 = fc.nat({ max: 0xffffffff })
const u8 = fc.nat({ max: 255 })
const rev = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const aside: fc.Arbitrary<FrameAside> = fc.record({
  day: fc.constant('2020-02-15'),
  feeds: fc.dictionary(fc.string(), fc.nat()).map((feeds) => Object.fromEntries(Object.entries(feeds).filter(([name]) => name !== '__proto__'))),
  ticker: fc.array(fc.record({ at: fc.nat(), node: fc.nat(), status: u8, from: u8, units: fc.nat() }), { maxLength: 3 }),
}, { requiredKeys: [] }).map((value) => JSON.parse(JSON.stringify(value)) as FrameAside)

const delta = fc.record({
  revs: fc.tuple(rev, rev).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]), sentAt: fc.double({ noNaN: true, noDefaultInfinity: true }), aside,
  slots: fc.array(fc.tuple(u32, u8), { maxLength: 50 }), figures: fc.array(fc.tuple(u32, u8, u32), { maxLength: 50 }),
}).map(({ revs, sentAt, slots, figures, ...rest }) => ({
  ...rest, fromRev: revs[0], toRev: revs[1], sentAt,
  slotIndex: Uint32Array.from(slots, ([index]) => index), slotStatus: Uint8Array.from(slots, ([, status]) => status),
  figureNode: Uint32Array.from(figures, ([node]) => node), figureCounter: Uint8Array.from(figures, ([, counter]) => counter), figureValue: Uint32Array.from(figures, ([, , value]) => value),
}))

const snapshot = fc.record({ rev, sentAt: fc.nat(), worldId: fc.string({ minLength: 1 }), layoutHash: fc.string({ minLength: 1 }), slots: fc.uint8Array({ maxLength: 50 }), nodes: fc.nat({ max: 6 }), counterCount: fc.integer({ min: 1, max: 5 }), aside })
  .chain(({ nodes, ...rest }) => fc.uint8Array({ minLength: nodes * rest.counterCount, maxLength: nodes * rest.counterCount }).map((figures) => ({ ...rest, figures: Uint32Array.from(figures) })))

/** Decodes; anything but a frame or a FrameError fails the test. */
function decodeOrCode(bytes: Uint8Array): string {
  try {
    return decodeFrame(bytes).kind
  } catch (error) {
    if (error instanceof FrameError) return error.code
    throw error
  }
}

describe('frames', () => {
  it('[F1] a delta comes back as it was', () => {
    fc.assert(fc.property(delta, (value) => {
      expect(decodeFrame(encodeDelta(value))).toEqual({ kind: 'delta', ...value })
    }))
  })

  it('[F2] a snapshot comes back as it was', () => {
    fc.assert(fc.property(snapshot, (value) => {
      expect(decodeFrame(encodeSnapshot(value))).toEqual({ kind: 'snapshot', ...value })
    }))
  })

  it('[F3] random bytes are refused by name, and nothing else is thrown', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => { decodeOrCode(bytes) }))
  })

  it('[F3] a frame with any bytes altered is a frame or refused by name', () => {
    const altered = fc.tuple(fc.oneof(delta.map(encodeDelta), snapshot.map(encodeSnapshot)), fc.array(fc.tuple(fc.nat(), u8), { minLength: 1, maxLength: 8 }))
    fc.assert(fc.property(altered, ([bytes, changes]) => {
      for (const [at, value] of changes) bytes[at % Math.min(bytes.length, FRAME_HEADER_BYTES + 40)] = value
      decodeOrCode(bytes)
    }), { numRuns: 1000 })
  })

  it('[F3] a frame cut off or with something behind it is refused', () => {
    fc.assert(fc.property(fc.oneof(delta.map(encodeDelta), snapshot.map(encodeSnapshot)), fc.nat(), (bytes, at) => {
      expect(['too-short', 'bad-length']).toContain(decodeOrCode(bytes.slice(0, at % bytes.length)))
      expect(decodeOrCode(Uint8Array.from([...bytes, 0]))).toBe('bad-length')
    }))
  })

  it('[F3] bytes that are not aligned decode all the same', () => {
    const bytes = encodeDelta({ fromRev: 1, toRev: 2, sentAt: 3, slotIndex: Uint32Array.of(7), slotStatus: Uint8Array.of(1), figureNode: Uint32Array.of(8), figureCounter: Uint8Array.of(2), figureValue: Uint32Array.of(9), aside: {} })
    for (let shift = 0; shift < 8; shift++) {
      const room = new Uint8Array(bytes.length + 8)
      room.set(bytes, shift)
      expect(decodeFrame(room.subarray(shift, shift + bytes.length))).toEqual(decodeFrame(bytes))
    }
  })

  // KNOWN: `slice` of a Node Buffer is a view, not a copy; take `.fails` away when decodeFrame copies by `new Uint8Array(bytes)`.
  it('[F3] a Buffer that is not aligned decodes all the same', () => {
    const bytes = encodeDelta({ fromRev: 1, toRev: 2, sentAt: 3, slotIndex: Uint32Array.of(7), slotStatus: Uint8Array.of(1), figureNode: new Uint32Array(0), figureCounter: new Uint8Array(0), figureValue: new Uint32Array(0), aside: {} })
    const room = Buffer.alloc(bytes.length + 1)
    room.set(bytes, 1)
    expect(decodeFrame(room.subarray(1)).kind).toBe('delta')
  })

  it.each([[2, 1], [-1, 1], [0.5, 1], [NaN, 1], [0, Infinity], [0, 2 ** 53]])('[F4] revisions %d → %d are refused', (fromRev, toRev) => {
    const empty = { slotIndex: new Uint32Array(0), slotStatus: new Uint8Array(0), figureNode: new Uint32Array(0), figureCounter: new Uint8Array(0), figureValue: new Uint32Array(0) }
    expect(decodeOrCode(encodeDelta({ fromRev, toRev, sentAt: 0, aside: {}, ...empty }))).toBe('bad-revision')
  })

  it.each(['[]', '1', 'null', '"x"', '{"a":', '{}{}'])('[F5] %s is no aside', (text) => {
    const json = new TextEncoder().encode(text)
    const head = encodeDelta({ fromRev: 1, toRev: 1, sentAt: 0, aside: {}, slotIndex: new Uint32Array(0), slotStatus: new Uint8Array(0), figureNode: new Uint32Array(0), figureCounter: new Uint8Array(0), figureValue: new Uint32Array(0) })
    const bytes = new Uint8Array(head.length + json.length)
    bytes.set(head)
    bytes.set(json, head.length)
    new DataView(bytes.buffer).setUint32(40, json.length, true)
    expect(decodeOrCode(bytes)).toBe('bad-aside')
  })
})
