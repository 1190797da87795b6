import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'

function createMeta() {
  const kept = new Map<string, string>()
  return { readMeta: (key: string) => kept.get(key) ?? null, writeMeta: (key: string, value: string) => void kept.set(key, value) }
}

describe('codes of places', () => {
  it('open what they were signed for, also after a start', () => {
    const meta = createMeta()
    const token = createPlaceTokens(meta).sign('u5x')
    expect(createPlaceTokens(meta).open(token)).toEqual({ id: 'u5x', outdated: false })
  })
  it('cannot be made up from one that is known, nor from another installation', () => {
    const tokens = createPlaceTokens(createMeta())
    const [version, , signature] = tokens.sign('u5x').split('.')
    expect(tokens.open(`${version}.u5y.${signature}`)).toBeNull()
    expect(tokens.open(`2.u5x.${signature}`)).toBeNull()
    expect(tokens.open(createPlaceTokens(createMeta()).sign('u5x'))).toBeNull()
    fc.assert(fc.property(fc.integer({ min: 0, max: 15 }), fc.constantFrom(...'abcXYZ019-_'), (at, sign) => {
      const changed = signature.slice(0, at) + sign + signature.slice(at + 1)
      expect(tokens.open(`${version}.u5x.${changed}`) !== null).toBe(changed === signature)
    }))
    fc.assert(fc.property(fc.string(), (text) => { expect(tokens.open(text)).toBeNull() }))
  })
  it('are out of date, not unknown, once replaced; by whichever hand', () => {
    const meta = createMeta()
    const [here, there] = [createPlaceTokens(meta), createPlaceTokens(meta)]
    const token = here.sign('n1')
    expect(there.rotate()).toBe(2)
    expect(here.open(token)).toEqual({ id: 'n1', outdated: true })
    expect(there.open(here.sign('n1'))).toEqual({ id: 'n1', outdated: false })
  })
})
