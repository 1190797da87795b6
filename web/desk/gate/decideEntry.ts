import type { GateDay, GateDecision, GatePupil, GateReason } from '../../../server/protocol/gate.ts'

export interface Verdict { decision: GateDecision; reason: GateReason | null }
type Site = 'forehead' | 'armpit' | 'thermal'

/** What a second look at a pupil at the gate can settle; a code, a home or 48 hours it cannot, nor a reason that is not known here. */
const SETTLED_BY_CHECK: readonly (GateReason | null)[] = ['fever-at-gate', 'abnormal-report', 'no-report']

/**
 * Whether somebody is let in, by the list that the page holds and a temperature taken just now (null: none). `now`: epoch
 * ms by the server's clock. The server's own word follows when there is a line.
 */
export function decideEntry(pupil: Pick<GatePupil, 'decision' | 'reason' | 'until'>, celsius: number | null, site: Site, feverTenths: GateDay['feverTenths'], now: number): Verdict {
  if (isFever(celsius, site, feverTenths)) return { decision: 'stopped', reason: 'fever-at-gate' }
  if (pupil.until !== null && now >= pupil.until) return { decision: 'allowed', reason: null }
  // The fever was measured before; a cooler forehead is for the second check to say.
  return { decision: pupil.decision, reason: pupil.reason }
}

/** The same after a second check: a temperature, and whether the person who looked saw symptoms still. */
export function decideSecond(pupil: Pick<GatePupil, 'decision' | 'reason' | 'until'>, celsius: number, site: Site, hasSymptoms: boolean, feverTenths: GateDay['feverTenths'], now: number): Verdict {
  if (isFever(celsius, site, feverTenths)) return { decision: 'stopped', reason: 'fever-at-gate' }
  if (pupil.decision === 'stopped' && !SETTLED_BY_CHECK.includes(pupil.reason)) return decideEntry(pupil, celsius, site, feverTenths, now)
  return hasSymptoms ? { decision: 'stopped', reason: 'abnormal-report' } : { decision: 'allowed', reason: null }
}

const isFever = (celsius: number | null, site: Site, feverTenths: GateDay['feverTenths']): boolean => celsius !== null && Math.round(celsius * 10) >= feverTenths[site]
