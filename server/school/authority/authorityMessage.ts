import type { DeskContext } from '../../desk/deskContext.ts'
import { dayToText } from '../../protocol/day.ts'
import type { OutboxMessage } from '../outbox/outbox.ts'
import { pupilPerson } from '../pupilPerson.ts'

/** What the authority is told of one alert. Times are ISO 8601 in UTC. */
export interface AuthorityContent {
  id: string
  kind: 'school-alert'
  rule: string
  what: string
  day: string
  openedAt: string
  verifiedAt: string | null
  passedOnAt: string
  school: string
  grade: string
  class: string
  /** Whom it is about; empty for a pupil who was erased meanwhile, absent for a class. */
  pupil?: { name: string; studentNo: string; /** The guardian's, else the pupil's own. */ phone: string }
  details: Record<string, string | number>
}

/** Puts names to a message as it is sent: the outbox holds none. Null when there is no such alert (any more). */
export function authorityMessage(context: DeskContext, { id, payload }: OutboxMessage): AuthorityContent | null {
  const { alertBook: book, registers, pack } = context.known()
  const index = book.indexOf(payload.alert)
  if (index < 0) return null
  const alert = book.alerts[index]
  const step = alert.steps.find(({ seq }) => seq === payload.seq)
  const verified = alert.steps.findLast(({ act, seq }) => act === 'verify' && seq < (step?.seq ?? Infinity))
  const isPupil = alert.students.length === 1
  const [student] = alert.students
  return {
    id, kind: 'school-alert', rule: alert.rule, what: pack.school?.alerts?.describe(alert.rule, alert.details)['zh-CN'] ?? '',
    day: dayToText(alert.day), openedAt: new Date(alert.openedAt).toISOString(), verifiedAt: verified ? new Date(verified.at).toISOString() : null,
    passedOnAt: new Date(step?.at ?? alert.now.passedOnAt).toISOString(), school: registers.campuses[alert.campus]?.name ?? '',
    grade: student === undefined ? '' : registers.texts.textOf(registers.studentGrade.values[student]), class: student === undefined ? alert.class : registers.texts.textOf(registers.studentClass.values[student]),
    ...(isPupil && { pupil: namedPupil(context, student) }),
    details: alert.details,
  }
}

function namedPupil(context: DeskContext, student: number): NonNullable<AuthorityContent['pupil']> {
  const { name, studentNo, guardianPhone } = pupilPerson(context, student)
  return { name, studentNo, phone: guardianPhone }
}
