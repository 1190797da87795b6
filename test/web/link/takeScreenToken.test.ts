import { describe, expect, it } from 'vitest'
import { takeScreenToken } from '../../../web/link/takeScreenToken.ts'

function createStorage(kept: Record<string, string> = {}) {
  return { kept, getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => { kept[key] = value } }
}

describe('takeScreenToken', () => {
  it('takes the token out of the address and keeps the rest of it', () => {
    const urls: string[] = []
    const token = takeScreenToken({ pathname: '/wall', search: '?place=a', hash: '#screen=abc-123&x=1' }, (url) => urls.push(url), createStorage())
    expect(token).toBe('abc-123')
    expect(urls).toEqual(['/wall?place=a#x=1'])
  })
  it('remembers it for a wall that is switched on without it', () => {
    const storage = createStorage()
    takeScreenToken({ pathname: '/wall', search: '', hash: '#screen=abc-123' }, () => {}, storage)
    expect(takeScreenToken({ pathname: '/wall', search: '', hash: '' }, () => {}, storage)).toBe('abc-123')
  })
  it('drops what is no token, but still takes it out of the address', () => {
    const urls: string[] = []
    expect(takeScreenToken({ pathname: '/wall', search: '', hash: '#screen=a%20b%0D%0Ax' }, (url) => urls.push(url), createStorage())).toBe(null)
    expect(urls).toEqual(['/wall'])
  })
  it('works where nothing can be kept', () => {
    const closed = { getItem: () => { throw new Error('denied') }, setItem: () => { throw new Error('denied') } }
    expect(takeScreenToken({ pathname: '/', search: '', hash: '#screen=t' }, () => {}, closed)).toBe('t')
    expect(takeScreenToken({ pathname: '/', search: '', hash: '' }, () => {}, closed)).toBe(null)
    expect(takeScreenToken({ pathname: '/', search: '', hash: '' }, () => {}, null)).toBe(null)
  })
})
