import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { normalizeStudentNo } from '../../feeds/rowChecks/normalizeStudentNo.ts'
import type { ReadRow } from '../../feeds/sheet/readSheetRows.ts'
import { idOf } from '../../merge/opaqueId.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { GateCardPlan } from '../../protocol/gate.ts'
import { maskedPupil } from '../pupilName.ts'

const LONGEST = 60

export type HolderOf = (studentNo: string) => number | null

/** Whom a number of a table of cards means: a pupil of that campus within reach, or null. */
export const holderOf = (campus: number, reach: Reach, studentByNumber: (campus: number, studentNo: string) => number | null): HolderOf => (studentNo) => {
  const student = studentByNumber(campus, normalizeStudentNo(studentNo))
  return student !== null && reach.hasStudent(student) ? student : null
}

/** What a table of cards would do. Writes nothing. */
export function planCards(context: DeskContext, campus: number, holder: HolderOf, rows: readonly ReadRow<'cards'>[], locale: Locale): GateCardPlan {
  const { registers } = context.known()
  const plan: GateCardPlan = { campus: { id: idOf('c', campus), name: registers.campuses[campus].name }, rows: rows.length, cards: [], rejected: [] }
  const now = new Map(context.store.gateTables.cards(campus).map(({ card, student }) => [card, student]))
  const given = new Map<string, number>()
  for (const { sheetRow, row, columnOf, problems } of rows) {
    const refuse = (field: string, code: string): void => void plan.rejected.push({ row: sheetRow, column: columnOf[field] ?? field, code, reason: rowProblem(field, code).reason[locale] })
    if (problems.length > 0) {
      const [{ column, code, reason }] = problems
      plan.rejected.push({ row: sheetRow, column, code, reason: reason[locale] })
      continue
    }
    const card = normalizeStudentNo(row.card)
    const student = holder(row.studentNo)
    if (card.length > LONGEST) refuse('card', 'too-long')
    else if (student === null) refuse('studentNo', 'unknown-pupil')
    else if (given.has(card) && given.get(card) !== student) refuse('card', 'card-given-twice')
    else if (!given.has(card)) {
      given.set(card, student)
      const before = now.get(card)
      plan.cards.push({
        row: sheetRow, card, studentNo: row.studentNo, name: maskedPupil(context, student).name, class: registers.texts.textOf(registers.studentClass.values[student]),
        state: before === undefined ? 'new' : before === student ? 'same' : 'moved',
      })
    }
  }
  return plan
}
