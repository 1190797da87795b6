/** Every Socket.IO event, both ways. Facts in the past tense or nouns; a literal elsewhere fails lint. */

import type { HelloMessage, RefusedMessage, ResetMessage } from './schema.ts'

export interface ClientEvents {
  hello: (message: HelloMessage) => void
}

export interface ServerEvents {
  /** One frame (frame.ts, kind delta) as one binary argument. */
  'world:delta': (frame: Uint8Array | ArrayBuffer) => void
  'world:reset': (message: ResetMessage) => void
  /** The session said something it may not, or that makes no sense; it is closed after this. */
  'session:refused': (message: RefusedMessage) => void
}

export const EVENT = {
  hello: 'hello',
  delta: 'world:delta',
  reset: 'world:reset',
  refused: 'session:refused',
} as const
