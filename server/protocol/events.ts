/** Every Socket.IO event, both ways. Facts in the past tense or nouns; a literal elsewhere fails lint. */

import type { DeskUnitsEvent } from './desk.ts'
import type { SchoolAlertsEvent, SchoolBoardEvent } from './school.ts'
import type { SchoolWatchMessage } from './schoolSchema.ts'
import type { HelloMessage, RefusedMessage, ResetMessage } from './schema.ts'

export interface ClientEvents {
  hello: (message: HelloMessage) => void
  /** From now on tell me of that campus's figures; null: of none. Whoever works on alerts hears of them from then on, too, without a hello. */
  'school:watch': (message: SchoolWatchMessage) => void
}

export interface ServerEvents {
  /** One frame (frame.ts, kind delta) as one binary argument. */
  'world:delta': (frame: Uint8Array | ArrayBuffer) => void
  'world:reset': (message: ResetMessage) => void
  /** To signed-in desks only: units of their scope that changed. */
  'desk:units': (message: DeskUnitsEvent) => void
  /** To signed-in desks only: alerts of schools of their scope changed. */
  'school:alerts': (message: SchoolAlertsEvent) => void
  /** To sessions that watch a campus: its figures changed. */
  'school:board': (message: SchoolBoardEvent) => void
  /** The session said something it may not, or that makes no sense; it is closed after this. */
  'session:refused': (message: RefusedMessage) => void
}

export const EVENT = {
  hello: 'hello',
  delta: 'world:delta',
  reset: 'world:reset',
  deskUnits: 'desk:units',
  schoolAlerts: 'school:alerts',
  schoolWatch: 'school:watch',
  schoolBoard: 'school:board',
  refused: 'session:refused',
} as const
