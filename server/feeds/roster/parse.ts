import { parseAddress } from '../../merge/address/parseAddress.ts'
import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { normalizeStudentNo } from '../rowChecks/normalizeStudentNo.ts'
import { readPerson } from '../rowChecks/readPerson.ts'
import { FREE_LENGTH, ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'

/**
 * One pupil of a roster (RosterRow). Body: `{grade?}`. The home address is taken apart where that can be done and links
 * the pupil to a unit, which it neither moves nor colours (rule 8); as written it stays in the vault.
 */
export const rosterFeed: Feed = {
  name: 'roster',
  title: { 'zh-CN': '学生名册', en: 'Roster of pupils' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const school = readText(row, 'school', PLACE_LENGTH, true, problems)
    const grade = readText(row, 'grade', NAME_LENGTH, false, problems)
    const className = readText(row, 'class', NAME_LENGTH, true, problems)
    const studentNo = normalizeStudentNo(readText(row, 'studentNo', NAME_LENGTH, true, problems))
    const person = readPerson(row, true, problems, aside)
    const addressText = readText(row, 'address', FREE_LENGTH, false, problems)
    aside.keep('guardianName', readText(row, 'guardianName', NAME_LENGTH, false, problems))
    aside.keep('guardianPhone', readText(row, 'guardianPhone', NAME_LENGTH, false, problems))
    aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
    if (problems.length > 0) return problems
    aside.keep('address', addressText)
    const parsed = addressText === '' ? null : parseAddress(addressText)
    return {
      subject: 'pupil',
      validOn: context.today,
      observedAt: null,
      reportId: reportId || null,
      address: parsed ? { committee: '', ...parsed } : null,
      person,
      pupil: { school, className, studentNo },
      body: grade === '' ? {} : { grade },
      privateCells: aside.cells,
    }
  },
}
