import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createClassTokens } from '../../../../server/school/links/classTokens.ts'

function createMeta() {
  const kept = new Map<string, string>()
  return { readMeta: (key: string) => kept.get(key) ?? null, writeMeta: (key: string, value: string) => void kept.set(key, value) }
}

describe('tokens of classes and children', () => {
  it('open what they were signed for, also after a start', () => {
    const meta = createMeta()
    const tokens = createClassTokens(meta)
    expect(createClassTokens(meta).openClass(tokens.signClass(71, 3))).toEqual({ code: 71, version: 3 })
    expect(createClassTokens(meta).openChild(tokens.signChild(1295))).toBe(1295)
  })
  it('a child’s token names nobody, opens no class, and a class’s opens no child', () => {
    const tokens = createClassTokens(createMeta())
    expect(tokens.signChild(1295)).toMatch(/^szz\.[\w-]{16}$/)
    expect([tokens.openClass(tokens.signChild(5)), tokens.openChild(tokens.signClass(5, 1))]).toEqual([null, null])
  })
  it('cannot be made up from one that is known, nor from another installation', () => {
    const tokens = createClassTokens(createMeta())
    const [, , signature] = tokens.signClass(5, 1).split('.')
    const [, childSignature] = tokens.signChild(5).split('.')
    expect([tokens.openClass(`1.q6.${signature}`), tokens.openClass(`2.q5.${signature}`), tokens.openClass(createClassTokens(createMeta()).signClass(5, 1))]).toEqual([null, null, null])
    expect([tokens.openChild(`s6.${childSignature}`), tokens.openChild(createClassTokens(createMeta()).signChild(5))]).toEqual([null, null])
    fc.assert(fc.property(fc.integer({ min: 0, max: 15 }), fc.constantFrom(...'abcXYZ019-_'), (at, sign) => {
      const changed = childSignature.slice(0, at) + sign + childSignature.slice(at + 1)
      expect(tokens.openChild(`s5.${changed}`) !== null).toBe(changed === childSignature)
    }))
    fc.assert(fc.property(fc.oneof(fc.string(), fc.jsonValue()), (text) => { expect([tokens.openChild(text), tokens.openClass(String(text))]).toEqual([null, null]) }))
  })
})
