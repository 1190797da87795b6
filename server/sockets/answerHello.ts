import { PROTOCOL_VERSION } from '../protocol/entities.ts'
import type { HelloMessage, ResetMessage } from '../protocol/schema.ts'
import type { DeltaRing } from './deltaRing.ts'

export type HelloAnswer =
  | { answer: 'current' }
  | { answer: 'missed'; bytes: Uint8Array }
  | { answer: 'reset'; reason: ResetMessage['reason'] }
  | { answer: 'refuse' }

/** [H1–H6] What a `hello` is answered with. Pure: the ring is up to date when this is called. */
export function answerHello(hello: HelloMessage, now: { worldId: string; layoutHash: string }, ring: DeltaRing): HelloAnswer {
  if (hello.protocol !== PROTOCOL_VERSION) return { answer: 'refuse' }
  if (hello.worldId === undefined || hello.layoutHash === undefined || hello.rev === undefined) return { answer: 'reset', reason: 'first' }
  if (hello.worldId !== now.worldId) return { answer: 'reset', reason: 'other-world' }
  if (hello.layoutHash !== now.layoutHash) return { answer: 'reset', reason: 'other-layout' }
  if (hello.rev > ring.lastRev()) return { answer: 'reset', reason: 'ahead' }
  const missing = ring.missingSince(hello.rev)
  if (missing === 'too-old') return { answer: 'reset', reason: 'too-old' }
  return missing === 'current' ? { answer: 'current' } : { answer: 'missed', bytes: missing }
}
