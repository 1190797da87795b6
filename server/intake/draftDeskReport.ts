import { rowProblem } from '../feeds/reasons.ts'
import { identifyPerson } from '../merge/identifyPerson.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { NamedSubject, ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import { selfReportStates } from '../world/selfReportStates.ts'
import { draftPerson } from './draftPerson.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/**
 * A report that names its unit and person by id. Refused when something newer about the unit came in than its author had
 * seen. Two equal ones are two (two tries are two tries): only a page's own report id makes one a duplicate.
 */
export function draftDeskReport(kind: string, report: ParsedReport, named: NamedSubject, context: IntakeContext): Drafted {
  const { known } = context
  const unit = numberOfId('u', named.unit)
  if (unit < 0 || unit >= known.registers.unitCount) return { is: 'problem', problem: rowProblem('unit', 'unknown-unit') }
  if (kind === 'registration' && known.registers.isHomeGone(unit, report.validOn)) return { is: 'problem', problem: rowProblem('unit', 'building-gone') }
  const newest = known.newestSeqOf(unit)
  if (named.seen !== null && newest > named.seen && newest <= context.batchBeganAt) return { is: 'problem', problem: rowProblem('seen', 'changed-meanwhile') }
  const { settles } = report.body
  if (typeof settles === 'number') {
    const selfReport = selfReportStates(known.records.ofUnit(unit), report.validOn).find(({ seq }) => seq === settles)
    if (!selfReport) return { is: 'problem', problem: rowProblem('settles', 'unknown-self-report') }
    if (selfReport.settledBy) return { is: 'problem', problem: rowProblem('settles', 'already-settled') }
  }
  let person: number | null = null
  let cells = report.privateCells
  if (named.person !== null) {
    person = numberOfId('p', named.person)
    if (person < 0 || person >= known.personCount) return { is: 'problem', problem: rowProblem('person', 'unknown-person') }
    if (report.person) cells = correctPerson(context, person, report.person, unit, cells)
  } else if (report.person) person = draftPerson(context, report.person, unit)
  const body: Record<string, unknown> = person === null ? { unit: idOf('u', unit), ...report.body } : { person: idOf('p', person), unit: idOf('u', unit), ...report.body }
  const bodyText = JSON.stringify(body)
  return {
    is: 'draft', body, feed: kind === 'resident' ? 'residents' : kind, validOn: dayToText(report.validOn), observedAt: report.observedAt,
    table: '', index: -1, bodyText, content: bodyText, cells, person, unit,
  }
}

/** The vault calls the person so from now on; what was said before stays with this entry. An empty field corrects nothing. */
function correctPerson({ store }: IntakeContext, person: number, next: { name: string; phone: string; idNumber: string }, unit: number, cells: Record<string, string> | null): Record<string, string> | null {
  const before = store.vault.person(person)
  if (!before) return cells
  const record = { name: next.name || before.name, phone: next.phone || before.phone, idNumber: next.idNumber || before.idNumber }
  const { keys } = identifyPerson(record, unit, store.vault)
  store.vault.updatePerson(person, record, keys)
  return { ...cells, nameBefore: before.name, phoneBefore: before.phone, idNumberBefore: before.idNumber }
}
