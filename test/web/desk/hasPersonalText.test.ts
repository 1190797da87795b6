import { describe, expect, it } from 'vitest'
import type { DeskReport } from '../../../server/protocol/desk.ts'
import { hasPersonalText } from '../../../web/desk/hasPersonalText.ts'

describe('hasPersonalText', () => {
  it('is true for every field that somebody typed freely', () => {
    const reports: DeskReport[] = [
      { kind: 'officer', unit: 'u1', state: 'returned', newPerson: { name: '张三' } },
      { kind: 'officer', unit: 'u1', state: 'returned', transport: '沪A12345' },
      { kind: 'call', unit: 'u1', outcome: 'reached', note: '需代购' },
      { kind: 'care', unit: 'u1', day: '2020-02-15', outing: '去看女儿' },
      { kind: 'note', unit: 'u1', note: '备注' },
      { kind: 'resident', unit: 'u1', person: 'p1', plates: ['沪A12345'] },
    ]
    expect(reports.map(hasPersonalText)).toEqual(reports.map(() => true))
  })
  it('is false for choices, days and numbers, and for fields left empty', () => {
    const reports: DeskReport[] = [
      { kind: 'officer', unit: 'u1', person: 'p1', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-06' },
      { kind: 'call', unit: 'u1', person: 'p1', outcome: 'no-answer', note: '' },
      { kind: 'care', unit: 'u1', day: '2020-02-15', temperatureCelsius: 36.5 },
      { kind: 'mark', unit: 'u1', mark: 'key-person', on: true },
      { kind: 'resident', unit: 'u1', person: 'p1', plates: [] },
    ]
    expect(reports.map(hasPersonalText)).toEqual(reports.map(() => false))
  })
})
