import { describe, expect, it } from 'vitest'
import { seenOnce } from '../../../web/desk/seenOnce.ts'

describe('reports that go together', () => {
  it('say once for each unit what was seen: the second of one form is not refused because of the first', () => {
    const mark = (unit: string, key: string) => ({ kind: 'mark' as const, unit, seen: 7, mark: key, on: true })
    expect(seenOnce([mark('u1', 'needs-help'), mark('u1', 'lives-alone'), mark('u2', 'needs-help')])).toEqual([
      mark('u1', 'needs-help'), { kind: 'mark', unit: 'u1', mark: 'lives-alone', on: true }, mark('u2', 'needs-help'),
    ])
  })
})
