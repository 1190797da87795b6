import type { DeskContext } from '../../desk/deskContext.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { CHECK_FLAG } from '../../packs/checkFlags.ts'
import type { ClassRow, ClassView } from '../../protocol/checks.ts'
import { dayToText } from '../../protocol/day.ts'
import { PUPIL } from '../../world/schoolFigures.ts'
import { maskedPupil } from '../pupilName.ts'
import type { ClassDoor } from './classDoor.ts'
import type { ClassTokens } from './classTokens.ts'
import { checkFormOn } from './checkForms.ts'
import { cutOffMinuteOf } from './cutOffMinuteOf.ts'

const COUNTED = ['roster', 'expected', 'reported', 'late', 'missing', 'onLeave'] as const satisfies readonly (keyof ClassView['counts'])[]

/** Today in a class as its teacher's link shows it, in the board's figures: who has reported and who has not, and nothing of what was reported. */
export function classView(context: DeskContext, tokens: ClassTokens, door: ClassDoor, expiresAt: number, origin: string | null): ClassView {
  const known = context.known()
  const today = context.today()
  const figures = context.schoolFigures(today)
  const worked = known.checks.dayOf(today)
  const cutOffMinute = cutOffMinuteOf(context, door.code.campus)
  const view: ClassView = {
    school: door.school, class: door.className, day: dayToText(today), now: context.now(), zoneOffsetMinutes: context.zoneOffsetMinutes(), isSchoolDay: false, cutOffMinute, expiresAt,
    form: checkFormOn(known.formBook.forms, today, door.isOfStaff), counts: { roster: 0, expected: 0, reported: 0, late: 0, missing: 0, onLeave: 0 },
    missing: [], onLeave: [], reported: [], path: `/r/${tokens.signClass(door.code.id, door.code.version)}`, origin, ...(door.isOfStaff && { isOfStaff: true }),
  }
  for (const student of door.students) {
    const first = worked.firstSecond(student)
    const leave = known.pupilNotes.leaveOn(student, today)
    const row: ClassRow = { id: idOf('s', student), ...maskedPupil(context, student), minute: first < 0 ? null : Math.floor(first / 60), by: first < 0 ? null : senderOf(known.checks.flagsAt(today, worked.standing(student), worked)), leave: leave?.kind ?? null }
    const bits = figures.bitsOf(student)
    for (const field of COUNTED) if (bits & PUPIL[field]) view.counts[field]++
    if (bits & PUPIL.reported) view.reported.push(row)
    else if (bits & PUPIL.onLeave) view.onLeave.push(row)
    else if (bits & PUPIL.missing) view.missing.push(row)
    const group = figures.groupOf(student)
    if (group >= 0 && figures.isSchoolDay(group)) view.isSchoolDay = true
  }
  const byNumber = (a: ClassRow, b: ClassRow): number => a.studentNo.localeCompare(b.studentNo)
  for (const list of [view.missing, view.onLeave, view.reported]) list.sort(byNumber)
  return view
}

const senderOf = (flags: number): ClassRow['by'] => (flags & CHECK_FLAG.BY_TEACHER ? 'teacher' : flags & CHECK_FLAG.BY_PUPIL ? 'self' : flags & CHECK_FLAG.BY_GATE ? 'other' : 'parent')
