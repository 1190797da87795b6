/**
 * Run-time checks of every message, used at both ends. Plain functions rather than a validator library:
 * this folder imports nothing, and the wall's first load stays small.
 */

export interface HelloMessage {
  protocol: number
  build?: string
  worldId?: string
  layoutHash?: string
  rev?: number
}

export interface ResetMessage {
  protocol: number
  worldId: string
  layoutHash: string
  rev: number
  reason: 'first' | 'other-world' | 'other-layout' | 'too-old' | 'ahead' | 'other-protocol'
  /** Where to fetch what is missing; both are immutable for ever once fetched. */
  layoutUrl: string
  snapshotUrl: string
}

export interface RefusedMessage {
  code: 'bad-hello' | 'bad-event' | 'too-many' | 'other-protocol' | 'signed-out'
  reason: string
}

export type Checked<T> = { ok: true; value: T } | { ok: false; reason: string }

const MAX_ID_LENGTH = 128

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
const isShortText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= MAX_ID_LENGTH
const isRevision = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** Shape of `hello`; unknown fields are refused so that a typo cannot pass for an absent `rev`. */
export function checkHello(value: unknown): Checked<HelloMessage> {
  if (!isRecord(value)) return { ok: false, reason: 'hello must be an object' }
  for (const key of Object.keys(value)) {
    if (!['protocol', 'build', 'worldId', 'layoutHash', 'rev'].includes(key)) return { ok: false, reason: 'hello has an unknown field' }
  }
  if (!Number.isSafeInteger(value.protocol)) return { ok: false, reason: 'hello.protocol must be a whole number' }
  if (value.build !== undefined && !isShortText(value.build)) return { ok: false, reason: 'hello.build must be a short text' }
  if (value.worldId !== undefined && !isShortText(value.worldId)) return { ok: false, reason: 'hello.worldId must be a short text' }
  if (value.layoutHash !== undefined && !isShortText(value.layoutHash)) return { ok: false, reason: 'hello.layoutHash must be a short text' }
  if (value.rev !== undefined && !isRevision(value.rev)) return { ok: false, reason: 'hello.rev must be a revision' }
  return { ok: true, value: value as unknown as HelloMessage }
}

const RESET_REASONS = ['first', 'other-world', 'other-layout', 'too-old', 'ahead', 'other-protocol']

/** Shape of `world:reset`. */
export function checkReset(value: unknown): Checked<ResetMessage> {
  if (!isRecord(value)) return { ok: false, reason: 'reset must be an object' }
  if (!Number.isSafeInteger(value.protocol)) return { ok: false, reason: 'reset.protocol must be a whole number' }
  if (!isShortText(value.worldId)) return { ok: false, reason: 'reset.worldId must be a short text' }
  if (!isShortText(value.layoutHash)) return { ok: false, reason: 'reset.layoutHash must be a short text' }
  if (!isRevision(value.rev)) return { ok: false, reason: 'reset.rev must be a revision' }
  if (!RESET_REASONS.includes(value.reason as string)) return { ok: false, reason: 'reset.reason is unknown' }
  for (const key of ['layoutUrl', 'snapshotUrl']) {
    const url = value[key]
    // A path of our own server only: a message must not be able to send a wall elsewhere.
    if (typeof url !== 'string' || !/^\/api\/v1\/[\w\-./]+$/.test(url)) return { ok: false, reason: `reset.${key} must be a path below /api/v1` }
  }
  return { ok: true, value: value as unknown as ResetMessage }
}

/** Shape of `session:refused`. */
export function checkRefused(value: unknown): Checked<RefusedMessage> {
  if (!isRecord(value) || typeof value.code !== 'string' || typeof value.reason !== 'string') return { ok: false, reason: 'refused must have a code and a reason' }
  return { ok: true, value: value as unknown as RefusedMessage }
}
