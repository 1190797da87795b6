/** What a pack says of a school's gate: who is let in, and why somebody is stopped. Data and pure functions. */

import type { GateDecision, GateReason } from '../protocol/gate.ts'

/** What is known of a pupil who stands at the gate. */
export interface GateFacts {
  /** Epoch ms. */
  now: number
  /** Whether a report is due today: a school day, and on the roster. */
  expected: boolean
  /** Bits (checkFlags.ts) of the report that stands today; null: none. */
  checkFlags: number | null
  /** A home of the pupil is under management, by the rule that opens the alert of one. */
  homeManaged: boolean
  /** When symptoms last ended, epoch ms; null: nobody wrote that down. */
  recoveredAt: number | null
  /** The last check of the days before that named symptoms or a fever, epoch ms; null: none did. */
  lastSymptomsAt: number | null
  /** The newest temperature taken at the gate today, by a person or a device; tenths of a degree. */
  reading: { tenths: number; site: GateSite } | null
}
export type GateSite = 'forehead' | 'armpit' | 'thermal'

/** `until`: epoch ms at which the reason ends by itself, or null. `held`: the worst reason that no second check settles, or null. */
export interface GateVerdict { decision: GateDecision; reason: GateReason | null; until: number | null; held: GateReason | null }

/** One reason to stop somebody. */
export interface GateRule {
  reason: GateReason
  stops(facts: GateFacts): boolean
  /** A person who looks a second time can find that it holds no longer. */
  isSettledBySecond?: true
  /** Epoch ms at which it ends by itself. */
  endsAt?(facts: GateFacts): number
}

export interface GateRules {
  /** Tenths of a degree from which a temperature is a fever, by where it is taken. */
  feverTenths: Record<GateSite, number>
  /** Worst first; the first that stops counts. */
  rules: readonly GateRule[]
}

/** Let in, or stopped by the first rule that says so; when that ends by itself only if nothing else stops. */
export function decideAtGate(facts: GateFacts, { rules }: GateRules): GateVerdict {
  const [worst, ...others] = rules.filter(({ stops }) => stops(facts))
  if (!worst) return { decision: 'allowed', reason: null, until: null, held: null }
  const held = [worst, ...others].find(({ isSettledBySecond }) => !isSettledBySecond)?.reason ?? null
  return { decision: 'stopped', reason: worst.reason, until: others.length > 0 ? null : worst.endsAt?.(facts) ?? null, held }
}
