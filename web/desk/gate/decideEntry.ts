import type { GateDay, GateDecision, GatePupil, GateReason } from '../../../server/protocol/gate.ts'

export interface Verdict { decision: GateDecision; reason: GateReason | null }
type Site = 'forehead' | 'armpit' | 'thermal'

/**
 * Whether somebody is let in, by the list that the page holds and a temperature taken just now (null: none). `now`: epoch
 * ms by the server's clock. The server's own word follows when there is a line.
 */
export function decideEntry(pupil: Pick<GatePupil, 'decision' | 'reason' | 'until'>, celsius: number | null, site: Site, feverTenths: GateDay['feverTenths'], now: number): Verdict {
  if (isFever(celsius, site, feverTenths)) return { decision: 'stopped', reason: 'fever-at-gate' }
  if (pupil.reason === 'back-early' && isOver(pupil, now)) return LET_IN
  // The fever was measured before; a cooler forehead is for the second check to say.
  return { decision: pupil.decision, reason: pupil.reason }
}

/**
 * The same after a second check: a temperature, and whether the person who looked saw symptoms still. A code, a home or 48
 * hours hold whatever it found, also where another reason stood before them.
 */
export function decideSecond(pupil: Pick<GatePupil, 'until' | 'held'>, celsius: number, site: Site, hasSymptoms: boolean, feverTenths: GateDay['feverTenths'], now: number): Verdict {
  if (isFever(celsius, site, feverTenths)) return { decision: 'stopped', reason: 'fever-at-gate' }
  // Stopped by a list kept without a line: it may be for anything.
  if (pupil.held === undefined) return { decision: 'stopped', reason: null }
  if (pupil.held !== null && !isOver(pupil, now)) return { decision: 'stopped', reason: pupil.held }
  return hasSymptoms ? { decision: 'stopped', reason: 'abnormal-report' } : LET_IN
}

const LET_IN: Verdict = { decision: 'allowed', reason: null }
const isOver = ({ until }: Pick<GatePupil, 'until'>, now: number): boolean => until !== null && now >= until
const isFever = (celsius: number | null, site: Site, feverTenths: GateDay['feverTenths']): boolean => celsius !== null && Math.round(celsius * 10) >= feverTenths[site]
