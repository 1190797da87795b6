import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BundleError, CHECKSUM_AT, decodeBundle, encodeBundle, piecesOfBundle } from '../../../server/protocol/bundle.ts'
import { decodeLayout, encodeLayout } from '../../../server/protocol/layout.ts'
import { createLayout } from '../../fixtures/createLayout.ts'

const arrays = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(
  fc.uint8Array({ maxLength: 30 }), fc.uint16Array({ maxLength: 30 }), fc.uint32Array({ maxLength: 30 }), fc.int32Array({ maxLength: 30 }),
  fc.float32Array({ maxLength: 30 }), fc.float64Array({ maxLength: 30 }),
), { maxKeys: 5 }).map((record) => ({ ...record }))
const bundle = fc.record({ head: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown), arrays })

function decodeOrCode(decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array): string {
  try {
    decode(bytes)
    return 'decoded'
  } catch (error) {
    if (error instanceof BundleError) return error.code
    throw error
  }
}

/** A bundle with any head and a right checksum: what only somebody who means it can make. */
function forge(head: unknown, arrayBytes = 64): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(head))
  const start = Math.ceil((16 + json.length) / 8) * 8
  const bytes = new Uint8Array(start + arrayBytes)
  bytes.set(json, 16)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x4255494c, true)
  view.setUint32(4, 1, true)
  view.setUint32(8, json.length, true)
  let [a, b] = [1, 0]
  for (let at = 16; at + 4 <= bytes.length; at += 4) {
    a = (a + view.getUint32(at, true)) | 0
    b = (b + a) | 0
  }
  view.setUint32(12, (a ^ (b << 1)) >>> 0, true)
  return bytes
}

describe('bundles', () => {
  it('[B1] what goes in comes out', () => {
    fc.assert(fc.property(bundle, (value) => {
      const decoded = decodeBundle(encodeBundle(value))
      expect(decoded.head).toEqual(value.head)
      expect({ ...decoded.arrays }).toEqual(value.arrays)
    }))
  })

  it('[B2] one altered bit or a lost end is found', () => {
    fc.assert(fc.property(bundle, fc.nat(), fc.nat({ max: 7 }), (value, at, bit) => {
      const bytes = encodeBundle(value)
      const torn = bytes.slice()
      torn[16 + (at % (bytes.length - 16))] ^= 1 << bit
      expect(decodeOrCode(decodeBundle, torn)).toBe('bad-checksum')
      expect(decodeOrCode(decodeBundle, bytes.slice(0, at % bytes.length))).not.toBe('decoded')
    }))
  })

  it('[B3] random bytes and altered prefixes are refused by name', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { expect(decodeOrCode(decodeBundle, bytes)).not.toBe('decoded') }))
    fc.assert(fc.property(bundle, fc.nat({ max: 15 }), fc.nat({ max: 255 }), (value, at, byte) => {
      const bytes = encodeBundle(value)
      bytes[at] = byte
      decodeOrCode(decodeBundle, bytes)
    }))
  })

  it('[B3] a forged head whose arrays lie outside is refused', () => {
    const entry = { name: 'a', type: 'u32', length: 4, at: 0 }
    expect(decodeOrCode(decodeBundle, forge({ head: 1, arrays: [entry] }))).toBe('decoded')
    for (const wrong of [{ at: 56 }, { at: 4 }, { at: -8 }, { length: 17 }, { length: -1 }, { length: 0.5 }, { length: 2 ** 52 }, { type: 'u64' }, { type: null }]) {
      expect(decodeOrCode(decodeBundle, forge({ head: 1, arrays: [{ ...entry, ...wrong }] }))).toBe('bad-array')
    }
    for (const head of [null, 1, {}, { arrays: 1 }]) expect(decodeOrCode(decodeBundle, forge(head))).toBe('bad-head')
    expect(decodeOrCode(decodeBundle, forge({ arrays: [null] }))).toBe('bad-array')
  })

  // KNOWN: types are looked up on an object that has a prototype; take `.fails` away when bundle.ts asks Object.hasOwn.
  it('[B3] a forged head whose type is a word of every object is refused', () => {
    for (const type of ['__proto__', 'constructor', 'toString']) {
      expect(decodeOrCode(decodeBundle, forge({ head: 1, arrays: [{ name: 'a', type, length: 1, at: 0 }] }))).toBe('bad-array')
    }
  })

  // KNOWN: as with frames, `slice` of a Node Buffer is a view.
  it('[B3] a Buffer that is not aligned decodes all the same', () => {
    const bytes = encodeBundle({ head: 1, arrays: { a: Uint32Array.of(1) } })
    const room = Buffer.alloc(bytes.length + 1)
    room.set(bytes, 1)
    expect(decodeBundle(room.subarray(1)).head).toBe(1)
  })
})

describe('layouts', () => {
  const square: [number, number][] = [[121.5, 31.2], [121.501, 31.2], [121.501, 31.201]]
  const layout = createLayout({
    committees: [{ name: '一居委', rings: [square] }],
    buildings: [{ committee: 0, rings: [square], storeys: 6, heightMetres: 18 }, { committee: 0, rings: [square], storeys: 3, heightMetres: 9 }],
    campuses: [{ name: '小学', at: [121.5, 31.2] }], ground: [{ kind: 'water', rings: [square] }],
  })

  it('[L2] a layout comes back as it was, slots building by building', () => {
    const decoded = decodeLayout(encodeLayout(layout))
    expect(decoded).toEqual(layout)
    expect([...decoded.slotOffset]).toEqual([0, 8, 13])
  })

  it('[L3] tables that do not fit each other are refused', () => {
    for (const broken of [
      { parent: layout.parent.slice(1) }, { lngLat: layout.lngLat.slice(1) }, { slotOffset: layout.slotOffset.slice(1) }, { points: layout.points.slice(2) },
      { ringPoint: new Uint32Array(0) }, { polygonRing: layout.polygonRing.slice(1, 2) }, { boundaryPolygon: new Uint32Array(0) }, { groundPolygon: new Uint32Array(0) },
      { points: new Float32Array(layout.points) as unknown as Float64Array }, { head: { ...layout.head, buildingCount: 9 } }, { head: { ...layout.head, slotCount: 1 } },
    ]) expect(decodeOrCode(decodeLayout, encodeLayout({ ...layout, ...broken }))).toBe('bad-array')
  })

  // KNOWN: decodeLayout believes the shape of the head; take `.fails` away when it looks first.
  it('[L3] a head without nodes is refused by name', () => {
    for (const head of [null, {}, { nodes: null }]) expect(decodeOrCode(decodeLayout, encodeLayout({ ...layout, head: head as never }))).not.toBe('decoded')
  })
})

it('a bundle written piece by piece is the bundle', () => {
  fc.assert(fc.property(bundle, (given) => {
    const { pieces, byteLength, checksum } = piecesOfBundle(given)
    const bytes = Buffer.concat([...pieces])
    bytes.writeUInt32LE(checksum(), CHECKSUM_AT)
    expect(bytes.length).toBe(byteLength)
    expect(new Uint8Array(bytes)).toEqual(encodeBundle(given))
    expect(decodeBundle(new Uint8Array(bytes)).head).toEqual(given.head)
  }))
})
