import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkHello, checkRefused, checkReset } from '../../../server/protocol/schema.ts'

const reset = { protocol: 1, worldId: 'w', layoutHash: 'l', rev: 3, reason: 'first', layoutUrl: '/api/v1/layout/l', snapshotUrl: '/api/v1/snapshot/w/3' }

describe('messages', () => {
  it('[H1] a first hello and a full one are hellos', () => {
    expect(checkHello({ protocol: 1 })).toEqual({ ok: true, value: { protocol: 1 } })
    expect(checkHello({ protocol: 1, build: '0.1.0+abc', worldId: 'w', layoutHash: 'l', rev: 0 }).ok).toBe(true)
  })

  it.each([
    null, undefined, 1, 'hello', [], new Uint8Array(3), {}, { protocol: '1' }, { protocol: 1.5 }, { protocol: 1, rev: -1 }, { protocol: 1, rev: '3' }, { protocol: 1, rev: NaN },
    { protocol: 1, worldId: '' }, { protocol: 1, worldId: 'x'.repeat(129) }, { protocol: 1, layoutHash: 7 }, { protocol: 1, revision: 3 }, { protocol: 1, build: null },
  ])('[S3] %j is no hello', (value) => {
    expect(checkHello(value)).toMatchObject({ ok: false, reason: expect.any(String) })
  })

  it('checks return a verdict whatever comes', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withTypedArray: true, withBigInt: true }), (value) => {
      for (const check of [checkHello, checkReset, checkRefused]) expect(typeof check(value).ok).toBe('boolean')
    }))
  })

  it('a reset sends nobody to another server', () => {
    expect(checkReset(reset).ok).toBe(true)
    for (const url of ['http://evil.example/api/v1/layout/l', '//evil.example/api/v1/', '/api/v1/layout/l?x=//evil', '/elsewhere', '/api/v1/\nx', '', 7]) {
      expect(checkReset({ ...reset, layoutUrl: url }).ok).toBe(false)
      expect(checkReset({ ...reset, snapshotUrl: url }).ok).toBe(false)
    }
    expect(checkReset({ ...reset, reason: 'because' }).ok).toBe(false)
  })
})
