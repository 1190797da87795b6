import type { TimelineEntry } from '../../server/protocol/desk.ts'
import { BOOKING_ACTS } from '../../server/protocol/residents.ts'

/** One part of a line: a key of the locale files, and what is filled in. A `day` is worded by the page, a `key` translated, a `tag` named by the pack. */
export interface Phrase { key: string; values: Record<string, string | number | { key: string } | { day: string } | { tag: string }> }

const EVENT = 'card.event'
const text = (value: TimelineEntry['details'][string] | undefined): string => (typeof value === 'string' ? value : '')
const phrase = (name: string, values: Phrase['values'] = {}): Phrase => ({ key: `${EVENT}.${name}`, values })

/** What a line of the timeline says, part by part; empty when this page does not know the code (then the feed's name has to do). Pure. */
export function wordTimeline({ code, details }: Pick<TimelineEntry, 'code' | 'details'>): Phrase[] {
  const [head, rest = ''] = splitOnce(code)
  switch (head) {
    case 'call':
      return known(rest, CALLS) ? [phrase(`call.${rest}`)] : []
    case 'visit':
      return known(rest, VISITS) ? [phrase(`visit.${rest}`)] : []
    case 'care':
      return [phrase('care', { day: { day: text(details.day) } }), ...temperature(details), ...(details.outing === true ? [phrase('outing')] : []), ...(details.unasked === true ? [phrase('unasked')] : [])]
    case 'mark':
      return [phrase(rest === 'off' ? 'markOff' : 'markOn', { mark: { tag: text(details.mark) } })]
    case 'note':
      return [phrase('note')]
    case 'paper':
      return [phrase('paper', { paper: { key: `card.paper.${rest}` } })]
    case 'resident':
      return [phrase('resident'), ...(text(details.relation) ? [{ key: 'card.as', values: { text: text(details.relation) } }] : []), ...span(details)]
    case 'ledger':
      return [text(details.tenure) ? phrase('ledgerTenure', { tenure: { key: `card.tenure.${text(details.tenure)}` } }) : phrase('ledger')]
    case 'booking': {
      const round = text(details.round)
      if (rest === 'book') return [phrase(details.waiting === true ? 'booking.wait' : 'booking.book', { round, quantity: Number(details.quantity) })]
      return known(rest, BOOKING_ACTS) ? [phrase(`booking.${rest}`, { round })] : []
    }
    case 'registration':
      return [phrase('registration')]
    case 'check':
      return [
        phrase('check'), ...temperature(details),
        ...(text(details.symptoms) ? [{ key: 'card.as', values: { text: text(details.symptoms) } }] : []),
        ...codeOf(details),
        ...(typeof details.travelled === 'boolean' ? [phrase(details.travelled ? 'travelled' : 'notTravelled')] : []),
      ]
    case 'task':
      if (rest === 'open') return [phrase('taskOpen', { list: text(details.list) }), ...(text(details.dueOn) ? [phrase('dueOn', { day: { day: text(details.dueOn) } })] : [])]
      return [phrase('taskAnswer', { list: text(details.list), answer: { key: `card.answer.${rest}` } })]
    case 'state':
      return known(rest, STATES) ? whereabouts(rest, details) : []
    default:
      return []
  }
}

const CALLS = ['reached', 'no-answer', 'wrong-number', 'refused']
const VISITS = ['at-home', 'nobody']
const STATES = ['stayed', 'not-returned', 'unreached', 'returned', 'vacant']
const known = (word: string, words: readonly string[]): boolean => words.includes(word)

function whereabouts(state: string, details: TimelineEntry['details']): Phrase[] {
  const [origin, transit, returnedOn, releasedOn, condition] = ['origin', 'transit', 'returnedOn', 'releasedOn', 'condition'].map((field) => text(details[field]))
  return [
    { key: `card.state.${state}`, values: {} },
    ...(origin ? [phrase('from', { origin })] : []),
    ...(transit ? [phrase('through', { transit })] : []),
    ...(returnedOn ? [phrase('on', { day: { day: returnedOn } })] : []),
    ...(releasedOn ? [phrase('released', { day: { day: releasedOn } })] : []),
    ...(condition ? [{ key: `card.condition.${condition}`, values: {} }] : []),
    ...codeOf(details),
    ...(details.settled === true ? [phrase('settled')] : []),
    ...(details.confirms === true ? [phrase('confirms')] : []),
  ]
}

const temperature = ({ temperature: celsius }: TimelineEntry['details']): Phrase[] => (typeof celsius === 'number' ? [phrase('celsius', { celsius })] : [])
const codeOf = ({ healthCode }: TimelineEntry['details']): Phrase[] => (text(healthCode) ? [phrase(`code.${text(healthCode)}`)] : [])
const span = ({ from, to }: TimelineEntry['details']): Phrase[] => [
  ...(text(from) ? [phrase('since', { day: { day: text(from) } })] : []),
  ...(text(to) ? [phrase('until', { day: { day: text(to) } })] : []),
]

function splitOnce(code: string): [string, string?] {
  const dot = code.indexOf('.')
  return dot < 0 ? [code] : [code.slice(0, dot), code.slice(dot + 1)]
}
