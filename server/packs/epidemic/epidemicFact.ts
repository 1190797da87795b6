import { NO_DAY } from '../../protocol/day.ts'
import type { FactFields } from '../pack.ts'
import { CONDITIONS, HEALTH_CODES, STATES } from './codes.ts'

/** What one household row says about a person or a unit, in columns. Days are day numbers or NO_DAY, texts may be ''. */
export type EpidemicContent = {
  state: number
  origin: string
  transit: string
  returnedOn: number
  releasedOn: number
  condition: number
  healthCode: number
  /** 1 when an officer's word settles a contradiction (rule 4): the state then stands as given. */
  settled: number
}

export const EPIDEMIC_FACT_FIELDS: FactFields = {
  state: 'u8', origin: 'text', transit: 'text', returnedOn: 'i32', releasedOn: 'i32', condition: 'u8', healthCode: 'u8', settled: 'u8',
}

/** Feeds whose rows say where somebody is. A school check or a verification list never colours anybody (rule 8). */
const FEEDS_OF_WHEREABOUTS = new Set(['household', 'registration', 'call', 'officer'])

const dayOr = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) ? value : NO_DAY)
const textOr = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The fact of a logged body; null when the feed or the body says nothing about whereabouts. Never throws. */
export function factOf(feed: string, body: Record<string, unknown>): EpidemicContent | null {
  if (!FEEDS_OF_WHEREABOUTS.has(feed)) return null
  const state = (STATES as readonly unknown[]).indexOf(body.state)
  if (state < 0) return null
  return {
    state,
    origin: textOr(body.origin),
    transit: textOr(body.transit),
    returnedOn: dayOr(body.returnedOn),
    releasedOn: dayOr(body.releasedOn),
    condition: (CONDITIONS as readonly unknown[]).indexOf(body.condition) + 1,
    healthCode: (HEALTH_CODES as readonly unknown[]).indexOf(body.healthCode) + 1,
    settled: body.settled === true ? 1 : 0,
  }
}
