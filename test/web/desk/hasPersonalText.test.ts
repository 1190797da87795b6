import { describe, expect, it } from 'vitest'
import type { LateReport } from '../../../server/protocol/desk.ts'
import { hasPersonalText } from '../../../web/desk/hasPersonalText.ts'

describe('hasPersonalText', () => {
  it('is true for every field that somebody typed freely', () => {
    const reports: LateReport[] = [
      { kind: 'officer', unit: 'u1', state: 'returned', newPerson: { name: '张三' } },
      { kind: 'officer', unit: 'u1', state: 'returned', transport: '沪A12345' },
      { kind: 'officer', unit: 'u1', state: 'returned', origin: '浙江温州张三家' },
      { kind: 'officer', unit: 'u1', state: 'returned', transit: 'wuhan' },
      { kind: 'call', unit: 'u1', outcome: 'reached', note: '需代购' },
      { kind: 'care', unit: 'u1', day: '2020-02-15', outing: '去看女儿' },
      { kind: 'note', unit: 'u1', note: '备注' },
      { kind: 'resident', unit: 'u1', person: 'p1', plates: ['沪A12345'] },
      { kind: 'resident', unit: 'u1', person: 'p1', relation: '张三的女儿' },
    ]
    expect(reports.map(hasPersonalText)).toEqual(reports.map(() => true))
  })
  it('is true for a field that nobody has judged yet, and for words in one that should hold a choice', () => {
    const reports = [{ kind: 'mark', unit: 'u1', mark: '找李四', on: true }, { kind: 'mark', unit: 'u1', mark: 'key-person', on: true, landlord: 'li' }, { kind: 'officer', unit: 'u1', state: { said: 'stayed' } }]
    expect((reports as unknown as LateReport[]).map(hasPersonalText)).toEqual([true, true, true])
  })
  it('is false for choices, days and numbers, and for fields left empty', () => {
    const reports: LateReport[] = [
      { kind: 'officer', unit: 'u1', person: 'p1', state: 'returned', origin: '', returnedOn: '2020-02-06', settled: true },
      { kind: 'call', unit: 'u1', person: 'p1', outcome: 'no-answer', note: '' },
      { kind: 'care', unit: 'u1', day: '2020-02-15', temperatureCelsius: 36.5 },
      { kind: 'mark', unit: 'u1', mark: 'key-person', on: true, seen: 5, at: 1_581_800_000_000 },
      { kind: 'visit', id: '2f1c9e80-0000-4000-8000-000000000000', unit: 'u1', found: 'nobody' },
      { kind: 'resident', unit: 'u1', person: 'p1', plates: [], from: '2020-02-01' },
    ]
    expect(reports.map(hasPersonalText)).toEqual(reports.map(() => false))
  })
})
