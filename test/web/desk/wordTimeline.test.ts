import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CALL_OUTCOMES, PAPERS, TASK_ANSWERS, type TimelineEntry, VISIT_FINDINGS } from '../../../server/protocol/desk.ts'
import { BOOKING_ACTS } from '../../../server/protocol/residents.ts'
import { wordTimeline } from '../../../web/desk/wordTimeline.ts'

type Line = Pick<TimelineEntry, 'code' | 'details'>
const words = JSON.parse(readFileSync(join(import.meta.dirname, '../../../web/locales/desk/card.zh-CN.json'), 'utf8')) as Record<string, unknown>
const wordOf = (key: string): unknown => key.split('.').reduce<unknown>((level, name) => (level as Record<string, unknown> | undefined)?.[name], words)

/** Every code that the server gives, with everything that may stand beside it. */
const LINES: Line[] = [
  ...CALL_OUTCOMES.map((outcome) => ({ code: `call.${outcome}`, details: {} })),
  ...VISIT_FINDINGS.map((found) => ({ code: `visit.${found}`, details: {} })),
  { code: 'care', details: { day: '2020-02-15', temperature: 36.5, outing: true } },
  { code: 'mark.on', details: { mark: 'key-person' } }, { code: 'mark.off', details: { mark: 'key-person' } },
  { code: 'note', details: {} },
  ...PAPERS.map((paper) => ({ code: `paper.${paper}`, details: {} })),
  { code: 'resident', details: { relation: '配偶', from: '2019-01-01', to: '2020-01-01' } },
  { code: 'ledger', details: { tenure: 'rented' } }, { code: 'ledger', details: { tenure: '' } },
  ...BOOKING_ACTS.map((act) => ({ code: `booking.${act}`, details: { round: '第一轮', quantity: act === 'book' ? 5 : null, waiting: false } })), { code: 'booking.book', details: { round: '第一轮', quantity: 5, waiting: true } },
  { code: 'registration', details: { form: 'health' } },
  { code: 'check', details: { temperature: 38.2, symptoms: '发热、咳嗽', healthCode: 'red', travelled: false } },
  { code: 'task.open', details: { list: '2 月 15 日协查', dueOn: '2020-02-16' } },
  ...[...TASK_ANSWERS, 'matched'].map((answer) => ({ code: `task.${answer}`, details: { list: '协查' } })),
  ...['stayed', 'not-returned', 'unreached', 'vacant'].map((state) => ({ code: `state.${state}`, details: { origin: '', settled: false } })),
  { code: 'state.returned', details: { origin: '浙江温州', transit: '江西', returnedOn: '2020-02-06', releasedOn: '2020-02-20', condition: 'close-contact', healthCode: 'yellow', settled: true } },
]

describe('wordTimeline', () => {
  it('has words for every code that the server gives', () => {
    for (const line of LINES) {
      const parts = wordTimeline(line)
      expect([line.code, parts.length > 0]).toEqual([line.code, true])
      for (const { key, values } of parts) {
        expect([key, typeof wordOf(key)]).toEqual([key, 'string'])
        for (const [, name] of (wordOf(key) as string).matchAll(/\{(\w+)\}/g)) expect([key, name, name in values]).toEqual([key, name, true])
        for (const value of Object.values(values)) if (typeof value === 'object' && 'key' in value) expect([value.key, typeof wordOf(value.key)]).toEqual([value.key, 'string'])
      }
    }
  })
  it('says of a return where from, by way of what, when, and that it was settled', () => {
    expect(wordTimeline(LINES.at(-1)!).map(({ key }) => key)).toEqual(['card.state.returned', 'card.event.from', 'card.event.through', 'card.event.on', 'card.event.released', 'card.condition.close-contact', 'card.event.code.yellow', 'card.event.settled'])
  })
  it('leaves out what is not there', () => expect(wordTimeline({ code: 'state.stayed', details: { origin: '', transit: '', returnedOn: null } })).toHaveLength(1))
  it('has nothing to say about a code of a later version', () => {
    expect([{ code: 'call.voice-mail', details: {} }, { code: 'state.flown', details: {} }, { code: 'new', details: {} }].map(wordTimeline)).toEqual([[], [], []])
  })
})
