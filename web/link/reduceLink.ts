/**
 * The link as a pure function: what happened + what we held → what we hold now + what to do. No socket, no clock,
 * no chance; startLink.ts is the thin shell around it. Delivery is at most once, so every doubt ends in a `hello`.
 */

import { PROTOCOL_VERSION } from '../../server/protocol/entities.ts'
import type { HelloMessage, ResetMessage } from '../../server/protocol/schema.ts'
import type { LinkState, LossReason, ResyncReason } from './linkState.ts'

/** The world that the page shows and can resume from. */
export interface HeldWorld {
  worldId: string
  layoutHash: string
  rev: number
}

export interface LinkTimes {
  /** A heartbeat comes every 5 s; two missed and a little more, and the picture may be old. */
  staleAfterMs: number
  /** A server that has not answered by then is tried anew. */
  answerWithinMs: number
}

/** After so many unreadable messages in a row nothing that we hold is trusted. */
const MOST_BAD_IN_A_ROW = 5

export interface LinkModel {
  phase: 'closed' | 'opening' | 'greeting' | 'loading' | 'following'
  phaseSince: number
  reason: ResyncReason
  held: HeldWorld | null
  /** Attempts since the link last worked; drives the back-off. */
  attempt: number
  /** When the last frame came; only read while following. */
  heardAt: number
  /** When the link was lost, null while it never was or works again. */
  lost: { at: number; why: LossReason } | null
  refused: { code: string; reason: string; at: number } | null
  /** Messages that failed their check: ever, and since the last good one. */
  bad: number
  badInARow: number
}

export type LinkInput = { at: number } & (
  | { input: 'started' | 'closed' | 'retry-due' | 'tick' | 'load-failed' }
  /** `aside`: no world is asked for and no frames come; being connected is all. */
  | { input: 'opened'; aside?: boolean }
  | { input: 'delta'; fromRev: number; toRev: number }
  | { input: 'reset'; reset: ResetMessage }
  | { input: 'refused'; code: string; reason: string }
  /** A message that failed its check. `forget`: it did not fit the world we hold, so that world is in doubt too. */
  | { input: 'bad'; forget: boolean }
  | { input: 'loaded'; held: HeldWorld }
)

export type LinkAction =
  | { act: 'open' }
  | { act: 'close' }
  | { act: 'wait'; attempt: number; slow: boolean }
  | { act: 'greet'; hello: HelloMessage }
  | { act: 'load'; reset: ResetMessage }
  /** The delta of this input belongs onto the world held. */
  | { act: 'apply' }

export interface LinkStep {
  model: LinkModel
  actions: LinkAction[]
}

export const newLink = (at: number): LinkModel => ({
  phase: 'closed', phaseSince: at, reason: 'hello', held: null, attempt: 0, heardAt: at, lost: null, refused: null, bad: 0, badInARow: 0,
})

/** What the page says about a model. */
export function linkStateOf(model: LinkModel): LinkState {
  if (model.phase === 'following') return { state: 'live', since: model.phaseSince }
  if (model.refused) return { state: 'refused', code: model.refused.code, reason: model.refused.reason, since: model.refused.at }
  switch (model.phase) {
    case 'greeting':
    case 'loading':
      return { state: 'resyncing', reason: model.reason, lostAt: model.lost?.at ?? null }
    case 'opening':
    case 'closed':
      return model.lost ? { state: 'offline', since: model.lost.at, attempt: model.attempt, why: model.lost.why } : { state: 'connecting' }
  }
}

export function reduceLink(model: LinkModel, input: LinkInput, times: LinkTimes): LinkStep {
  const stay = (change: Partial<LinkModel> = {}, ...actions: LinkAction[]): LinkStep => ({ model: { ...model, ...change }, actions })
  const enter = (phase: LinkModel['phase'], change: Partial<LinkModel>, ...actions: LinkAction[]): LinkStep =>
    stay({ phase, phaseSince: input.at, ...change }, ...actions)
  const greet = (reason: ResyncReason, change: Partial<LinkModel> = {}): LinkStep =>
    enter('greeting', { reason, ...change }, { act: 'greet', hello: helloOf('held' in change ? change.held! : model.held) })
  const lose = (why: LossReason, at: number, change: Partial<LinkModel> = {}): LinkStep => {
    const attempt = model.attempt + 1
    // A server that is gone no longer refuses.
    return enter('closed', { lost: model.lost ?? { at, why }, refused: null, attempt, ...change }, { act: 'close' }, { act: 'wait', attempt, slow: false })
  }
  const talking = model.phase === 'greeting' || model.phase === 'loading' || model.phase === 'following'

  switch (input.input) {
    case 'started':
    case 'retry-due':
      return model.phase === 'closed' ? enter('opening', {}, { act: 'open' }) : stay()

    case 'opened':
      if (model.phase !== 'opening') return stay()
      return input.aside ? enter('following', { held: null, attempt: 0, lost: null, refused: null }) : greet('hello')

    case 'closed':
      return model.phase === 'closed' ? stay() : lose('closed', input.at)

    case 'tick': {
      const inPhaseMs = input.at - model.phaseSince
      if (model.phase === 'following' && model.held !== null && input.at - model.heardAt > times.staleAfterMs) return lose('silent', model.heardAt)
      if (model.phase === 'opening' && inPhaseMs > times.answerWithinMs) return lose('no-answer', input.at)
      // A server that takes our hello again and again and brings us no further is asked for everything.
      if (model.phase === 'greeting' && inPhaseMs > times.answerWithinMs) return lose('no-answer', input.at, model.attempt >= 2 ? { held: null } : {})
      return stay()
    }

    case 'delta': {
      // While a reset is being loaded, deltas may already speak of the other world: hello asks for them again.
      if (!model.held || (model.phase !== 'greeting' && model.phase !== 'following')) return stay({ heardAt: input.at })
      const rev = model.held.rev
      const news = input.fromRev <= rev && (input.toRev > rev || (input.toRev === rev && input.fromRev === rev))
      if (news) {
        const change = { held: { ...model.held, rev: input.toRev }, heardAt: input.at, attempt: 0, lost: null, refused: null, badInARow: 0 }
        return model.phase === 'following' ? stay(change, { act: 'apply' }) : enter('following', change, { act: 'apply' })
      }
      const old = input.fromRev <= rev
      if (old || model.phase === 'greeting') return stay({ heardAt: input.at })
      return greet('gap', { heardAt: input.at })
    }

    case 'reset':
      if (!talking) return stay()
      if (input.reset.protocol !== PROTOCOL_VERSION) return refuse('other-protocol', '')
      return enter('loading', { reason: 'reset', badInARow: 0 }, { act: 'load', reset: input.reset })

    case 'loaded':
      return model.phase === 'loading' ? greet('reset', { held: input.held }) : stay()

    case 'load-failed':
      // What we held still stands; the server will say anew what is missing.
      return model.phase === 'loading' ? lose('load-failed', input.at) : stay()

    case 'refused':
      return refuse(input.code, input.reason)

    case 'bad': {
      const counted = { bad: model.bad + 1, badInARow: model.badInARow + 1, ...(input.forget ? { held: null } : {}) }
      if (!talking) return stay(counted)
      if (counted.badInARow >= MOST_BAD_IN_A_ROW) return lose('too-much-rubbish', input.at, { ...counted, held: null, badInARow: 0 })
      // Already asking: a second hello would only feed a storm.
      return (model.phase === 'following' && model.held !== null) || input.forget ? greet('bad-message', counted) : stay(counted)
    }
  }

  function refuse(code: string, reason: string): LinkStep {
    const attempt = model.attempt + 1
    const refused = { code, reason, at: model.refused?.at ?? input.at }
    // What was refused may be what we claim to hold: start from nothing.
    return enter('closed', { refused, held: null, attempt, lost: model.lost ?? { at: input.at, why: 'closed' } },
      { act: 'close' }, { act: 'wait', attempt, slow: true })
  }
}

const helloOf = (held: HeldWorld | null): HelloMessage => ({ protocol: PROTOCOL_VERSION, ...held })
