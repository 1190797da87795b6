import type { PersonView, UnitCard } from '../../../server/protocol/desk.ts'
import type { PackDescription } from '../../../server/protocol/entities.ts'

/** Two statuses, the second loud, and three tags: enough for what the card decides. */
export const PACK = {
  id: 'test', name: { 'zh-CN': '', en: '' },
  statuses: [{ key: 'calm', loud: false }, { key: 'loud', loud: true }],
  tags: [{ key: 'first' }, { key: 'registration-done' }, { key: 'third' }],
  counters: [], measures: [], work: [], followsRoster: false,
} as unknown as PackDescription

export function createPerson(change: Partial<PersonView> = {}): PersonView {
  return {
    id: 'p1', name: '张**', phone: '138****1234', idNumber: null, shown: false, age: null, relation: null, from: null, to: null, status: 0, tags: 0, reason: null,
    observation: { day: 14, of: 14, arrivedOn: '2020-02-01', dueOn: '2020-02-15', isDue: true },
    whereabouts: { state: 'returned', origin: '江苏盐城', transit: '', departedOn: null, returnedOn: '2020-02-01', transport: null, releasedOn: null },
    releasedOn: null, pupil: null, lives: true, ...change,
  }
}

export function createCard(change: Partial<UnitCard> = {}): UnitCard {
  return {
    id: 'u1', room: '302', building: { id: 'b1', label: '12号' }, path: [], rev: 9, seq: 7, day: '2020-02-15', status: 0, tags: 0, tenure: null,
    reason: { rule: '5', code: '', text: '', feed: null, seq: null, registeredOn: null, receivedAt: null, author: null, listSeq: null },
    observation: null, conflicts: [], people: [createPerson()], landlord: null, plates: [], care: [], marks: [], papers: [], tasks: [], timeline: [], timelineEarlier: 0, ...change,
  }
}
