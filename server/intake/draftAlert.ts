import { rowProblem } from '../feeds/reasons.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { AlertAct } from '../protocol/school.ts'
import type { AlertRecord } from '../world/alertBook.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/**
 * An alert that is opened or worked off. A step is refused when something newer was done with the alert than its author had
 * seen, and when it makes no sense as the alert stands; both are decided here, inside the transaction.
 */
export function draftAlert(report: ParsedReport, context: IntakeContext): Drafted | 'duplicate' {
  const { known } = context
  const { alertBook: book } = known
  const refuse = (field: string, code: string): Drafted => ({ is: 'problem', problem: rowProblem(field, code) })
  const { act, alert: id, seen, group, ...said } = report.body as { act: AlertAct; alert?: string; seen?: number; group?: string | null; [field: string]: unknown }
  let groupKey: string | null | undefined = group
  if (typeof group === 'string') {
    const index = book.indexOf(group)
    if (index < 0) return refuse('group', 'unknown-alert')
    groupKey = book.alerts[index].key
  }
  if (act === 'open') {
    if (book.indexOf(said.key) >= 0) return 'duplicate'
    const students = (said.students as string[]).map((each) => numberOfId('s', each))
    if (students.some((student) => student < 0 || student >= known.registers.studentCount)) return refuse('students', 'unknown-pupil')
    const campus = numberOfId('c', said.campus)
    if (campus < 0 || campus >= known.registers.campuses.length) return refuse('campus', 'unknown-school')
    return entryOf(report, { act, ...said, ...(typeof groupKey === 'string' && { group: groupKey }) }, personOf(context, students))
  }
  const index = book.indexOf(id)
  if (index < 0) return refuse('alert', 'unknown-alert')
  const alert = book.alerts[index]
  const newest = book.newestSeqOf(index)
  if (seen !== undefined && newest > seen && newest <= context.batchBeganAt) return refuse('seen', 'alert-changed')
  const { state, verdict } = alert.now
  if (act === 'acknowledge' && state !== 'open') return refuse('act', 'already-acknowledged')
  if (act === 'pass-on' && verdict !== 'true') return refuse('act', 'not-verified')
  if (act === 'close' && state === 'closed') return refuse('act', 'already-closed')
  if (act === 'close' && verdict === null && said.why === undefined) return refuse('act', 'verdict-needed')
  // Closed over its members it would bury them. Those of a device that is right are let go of by the rules.
  if (act === 'close' && !(book.isOfDevice(index) && verdict === 'false-alarm') && book.membersOf(index).some((member) => book.alerts[member].now.state !== 'closed')) return refuse('act', 'group-open')
  if ((act === 'assign' || act === 'climb' || act === 'pass-on') && state === 'closed') return refuse('act', 'already-closed')
  if (act === 'group' && (groupKey === alert.key || groupKey === undefined)) return refuse('group', 'unknown-alert')
  const body: Record<string, unknown> = { act, key: alert.key, ...said }
  if (act === 'group') body.group = groupKey
  if (act === 'verify' && said.verdict === 'data-error') body.voids = checksLike(context, alert)
  return entryOf(report, body, personOf(context, alert.students))
}

/**
 * Checks of the same pupil on the same day that give the same reason: both parents may have sent it. They go into the log
 * with the verdict, so that a replay need not look for them.
 */
function checksLike({ known }: IntakeContext, { students, checks, rule, day }: AlertRecord): number[] {
  const flags = known.pack.school?.alerts?.rules.find(({ key }) => key === rule)?.checkFlags ?? 0
  if (students.length !== 1 || checks.length === 0 || flags === 0) return []
  return known.checks.newestOf(new Set(students), day, MOST_CHECKS).filter((check) => check.day === day && (check.flags & flags) !== 0 && !checks.includes(check.seq)).map(({ seq }) => seq)
}
/** Of one pupil on one day. */
const MOST_CHECKS = 50

/** Whose note goes when they are erased; a class's or a device's note is nobody's. */
function personOf({ known }: IntakeContext, students: readonly number[]): number | null {
  const person = students.length === 1 ? known.registers.studentPerson.values[students[0]] : -1
  return person < 0 ? null : person
}

function entryOf(report: ParsedReport, body: Record<string, unknown>, person: number | null): Drafted {
  const bodyText = JSON.stringify(body)
  return {
    is: 'draft', body, feed: 'alert', validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText,
    cells: report.privateCells, person, unit: null,
  }
}

