import { describe, expect, it } from 'vitest'
import { principalOf } from '../../../server/auth/principalOf.ts'

const local = { apiKey: 'the-key', screenToken: null }
const open = { apiKey: 'the-key', screenToken: 'the-token' }

describe('principalOf', () => {
  it('knows the key and nothing that merely looks like it', () => {
    expect(principalOf({ authorization: 'Bearer the-key' }, open)).toEqual({ principal: 'key', wrongSecret: false })
    for (const authorization of ['Bearer the-ke', 'Bearer the-key2', 'Basic the-key', 'the-key', 'Bearer ', '']) {
      expect(principalOf({ authorization, host: 'localhost' }, open)).toEqual({ principal: 'anonymous', wrongSecret: true })
    }
  })

  it('takes every local visitor for a screen, but only under a name of this machine', () => {
    for (const host of ['127.0.0.1:8066', 'localhost:8066', 'localhost', '[::1]:8066', 'wall.localhost:1']) expect(principalOf({ host }, local).principal).toBe('screen')
    // A page elsewhere can point its own name at 127.0.0.1.
    for (const host of ['evil.example:8066', '127.0.0.1.evil.example', 'localhost.evil.example', '', undefined]) expect(principalOf({ host }, local).principal).toBe('anonymous')
  })

  it('asks for the token where the server listens beyond this machine', () => {
    expect(principalOf({ host: 'localhost' }, open).principal).toBe('anonymous')
    expect(principalOf({ screen: 'the-token', host: 'wall.district.example' }, open).principal).toBe('screen')
    expect(principalOf({ screen: 'the-tokem', host: 'localhost' }, open)).toEqual({ principal: 'anonymous', wrongSecret: true })
    expect(principalOf({ authorization: 'Bearer the-token' }, open).principal).toBe('screen')
  })

  it('lets a screen with an outdated token be a screen where none is needed, and nothing more', () => {
    expect(principalOf({ authorization: 'Bearer of-last-year', host: 'localhost' }, local)).toEqual({ principal: 'screen', wrongSecret: true })
    expect(principalOf({ authorization: 'Bearer of-last-year', host: 'evil.example' }, local)).toEqual({ principal: 'anonymous', wrongSecret: true })
  })

  it('knows the demo’s own key only where there is a demo', () => {
    expect(principalOf({ authorization: 'Bearer of-the-demo' }, { ...open, demoKey: 'of-the-demo' }).principal).toBe('demo')
    expect(principalOf({ authorization: 'Bearer undefined' }, open).principal).toBe('anonymous')
  })
})
