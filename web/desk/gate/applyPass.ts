import type { GateCounts, GatePassReport, GatePresence } from '../../../server/protocol/gate.ts'

const NOTHING: GatePresence = { cameIn: false, wentOut: false, isInside: false, measured: false, temperatureCelsius: null, site: null, lastSecond: null, checkedAgain: false, decision: null }

/** What was done with a pupil today, with one more pass that the server may not know of yet. Who is stopped has not come in. */
export function applyPass(before: GatePresence | null, pass: Pick<GatePassReport, 'direction' | 'decision' | 'temperatureCelsius' | 'site' | 'second'>, second: number): GatePresence {
  const was = before ?? NOTHING
  const comesIn = pass.direction === 'in' && pass.decision === 'allowed'
  const isMeasured = pass.temperatureCelsius !== undefined
  return {
    cameIn: was.cameIn || comesIn, wentOut: was.wentOut || pass.direction === 'out', isInside: comesIn, measured: was.measured || isMeasured,
    temperatureCelsius: isMeasured ? pass.temperatureCelsius! : was.temperatureCelsius, site: isMeasured ? pass.site ?? 'forehead' : was.site,
    lastSecond: second, checkedAgain: was.checkedAgain || pass.second !== undefined, decision: pass.decision,
  }
}

/** In, out, unmeasured and stopped, of pupils. */
export function countPresences(presences: Iterable<GatePresence | null>): GateCounts {
  const counts = { in: 0, out: 0, unmeasured: 0, stopped: 0 }
  for (const presence of presences) {
    if (!presence) continue
    if (presence.cameIn) counts.in++
    if (presence.cameIn && !presence.measured) counts.unmeasured++
    if (presence.wentOut) counts.out++
    if (presence.decision === 'stopped') counts.stopped++
  }
  return counts
}
