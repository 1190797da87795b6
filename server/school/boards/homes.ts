import type { User } from '../../auth/user.ts'
import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { UnmatchedList } from '../../protocol/school.ts'
import { NO_UNIT } from '../../world/registers.ts'
import { ROSTER } from '../../world/rosterSpans.ts'
import { unitOfPerson } from '../../world/unitOfPerson.ts'
import { maskedPupil } from '../pupilName.ts'

const MOST_SHOWN = 500

/**
 * The home of a pupil: found by hand; where the person is known to live or be registered; by the roster's address. -1 when
 * none of them tells.
 */
function homeOfPupil(context: Pick<DeskContext, 'known' | 'today'>, student: number): number {
  const known = context.known()
  const { registers } = known
  const joined = registers.studentUnit.values[student]
  if (joined !== NO_UNIT) return joined
  const person = registers.studentPerson.values[student]
  return person < 0 ? -1 : unitOfPerson(known, person, context.today()) ?? -1
}

/**
 * Whose home is not known here, on a roster and in reach: pupils, and behind them those of the staff who have an address there,
 * for many of them live where no home is ours. `campus` null: of all campuses. About 6 µs for each of the staff without a home.
 */
export function unmatchedList(context: DeskContext, reach: Reach, campus: number | null): UnmatchedList {
  const { registers } = context.known()
  const { vault } = context.store
  const found = { [ROSTER.pupil]: [] as number[], [ROSTER.staff]: [] as number[] }
  const hasAddress = (student: number): boolean => {
    const seq = registers.studentRosterSeq.values[student]
    return seq > 0 && (vault.cellsAt(seq)?.cells.address ?? '') !== ''
  }
  for (let student = 0; student < registers.studentCount; student++) {
    const on = registers.studentOnRoster.values[student] as 0 | 1 | 2
    if (on === ROSTER.off || (campus !== null && registers.studentCampus.values[student] !== campus) || !reach.hasStudent(student)) continue
    if (homeOfPupil(context, student) >= 0 || (on === ROSTER.staff && !hasAddress(student))) continue
    found[on].push(student)
  }
  const [count, staffCount] = [found[ROSTER.pupil].length, found[ROSTER.staff].length]
  const pupils = [...found[ROSTER.pupil], ...found[ROSTER.staff]].slice(0, MOST_SHOWN).map((student) => {
    const at = registers.studentCampus.values[student]
    return {
      id: idOf('s', student), campus: { id: idOf('c', at), name: registers.campuses[at].name }, grade: registers.texts.textOf(registers.studentGrade.values[student]), class: registers.texts.textOf(registers.studentClass.values[student]),
      ...maskedPupil(context, student), hasAddress: hasAddress(student),
    }
  })
  return { pupils, count, staffCount, more: count + staffCount > MOST_SHOWN }
}

/** Says by hand where a pupil lives; a roster row with nothing else in it. */
export async function matchHome(context: DeskContext, user: User, student: number, unitId: string, locale: Locale): Promise<DeskAnswer> {
  const unit = numberOfId('u', unitId)
  const { rev, registers } = context.known()
  const answer: DeskAnswer = { accepted: 0, rev, problems: [] }
  const refuse = (problem: { field: string; code: string; reason: Record<Locale, string> }): void => void answer.problems.push({ index: 0, field: problem.field, code: problem.code, reason: problem.reason[locale] })
  if (unit < 0 || unit >= registers.unitCount) {
    refuse(rowProblem('unit', 'unknown-unit'))
    return answer
  }
  const result = await context.accept('roster', [{ student: idOf('s', student), unit: unitId }], user.id)
  result.rejected.forEach(refuse)
  return { ...answer, accepted: result.accepted + result.duplicates, rev: result.rev }
}
