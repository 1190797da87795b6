import type { DeskContext } from '../desk/deskContext.ts'
import { managedHomeOf } from './alerts/homeAlertRows.ts'

/** Whether a home of the pupil is under management now: one answer for lists, alerts and the gate. HOT: every pupil of a campus at its gate. */
export function hasManagedHome(context: DeskContext, student: number): boolean {
  const rules = context.pack.school?.alerts
  return rules !== undefined && managedHomeOf(context.known(), context.live(), student, rules.home) >= 0
}
