import type { DeskContext } from '../../desk/deskContext.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { decideAtGate, type GateVerdict } from '../../packs/gateRules.ts'
import type { GatePresence, GatePupil } from '../../protocol/gate.ts'
import { lastSymptomsAt } from '../alerts/lastSymptomsAt.ts'
import { hasManagedHome } from '../hasManagedHome.ts'

/** A pupil's part of the list that can change during the day, and when it last did. */
export type PupilAtGate = Pick<GatePupil, 'id' | 'decision' | 'reason' | 'until' | 'held' | 'presence'>

const PASS: GateVerdict = { decision: 'allowed', reason: null, until: null, held: null }

/**
 * Changes whenever something came in that what the gate knows of a pupil is made of, but for what time alone changes. HOT:
 * every pupil of a campus whenever anything at all came in, so that only those are looked at anew of whom it says so.
 */
export function stampOf(context: DeskContext, student: number, day: number): number {
  const known = context.known()
  let newest = Math.max(known.newestSeqOfStudent(student), known.gate.lastSeqOf(student, day))
  for (const alert of known.alertBook.ofStudent(student)) newest = Math.max(newest, known.alertBook.newestSeqOf(alert))
  return newest * 2 + (hasManagedHome(context, student) ? 1 : 0)
}

/** What the gate has to know of a pupil now: let in or stopped and why, and what was done there today. HOT: every pupil of a campus, every few seconds. */
export function pupilAtGate(context: DeskContext, student: number): PupilAtGate {
  const known = context.known()
  const day = context.today()
  const presence = known.gate.presenceOf(student, day)
  return { id: idOf('s', student), ...verdictOf(context, student, day, presence), presence }
}

function verdictOf(context: DeskContext, student: number, day: number, presence: GatePresence | null): GateVerdict {
  const { gate: rules, school: { alerts } = {} } = context.pack
  if (!rules) return PASS
  const known = context.known()
  const { alertBook } = known
  const check = known.newestOn(student, day)
  // A report that was found to be a data error is there, and says nothing of the pupil.
  const isVoid = check !== null && alertBook.isVoided(check.seq)
  const reading = typeof presence?.temperatureCelsius === 'number' && !alertBook.isVoided(known.gate.measuredSeqOf(student, day))
  return decideAtGate({
    now: context.now(),
    expected: known.expectedOn(student, day),
    checkFlags: isVoid ? 0 : check?.flags ?? null,
    homeManaged: hasManagedHome(context, student),
    recoveredAt: known.pupilNotes.recoveredAt(student),
    lastSymptomsAt: alerts ? lastSymptomsAt(known, alerts, student, day, context.zoneOffsetMinutes()) : null,
    reading: reading ? { tenths: Math.round(presence!.temperatureCelsius! * 10), site: presence!.site ?? 'forehead' } : null,
  }, rules)
}
