import type { DeskContext } from '../../desk/deskContext.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { CHECK_FLAG } from '../../packs/checkFlags.ts'
import type { ClassRow, ClassView } from '../../protocol/checks.ts'
import { dayToText } from '../../protocol/day.ts'
import { minuteOfSecond } from '../../world/checkColumns.ts'
import { maskedPupil } from '../pupilName.ts'
import type { ClassDoor } from './classDoor.ts'
import type { ClassTokens } from './classTokens.ts'
import { checkFormOn } from './checkForms.ts'
import { cutOffMinuteOf } from './cutOffMinuteOf.ts'

/** Today in a class as its teacher's link shows it: who has reported and who has not, and nothing of what was reported. */
export function classView(context: DeskContext, tokens: ClassTokens, door: ClassDoor, expiresAt: number, origin: string | null): ClassView {
  const known = context.known()
  const today = context.today()
  const worked = known.checks.dayOf(today)
  const cutOffMinute = cutOffMinuteOf(context, door.code.campus)
  const view: ClassView = {
    school: door.school, class: door.className, day: dayToText(today), now: context.now(), zoneOffsetMinutes: context.zoneOffsetMinutes(), isSchoolDay: false, cutOffMinute, expiresAt,
    form: checkFormOn(known.formBook.forms, today, door.isOfStaff), counts: { roster: door.students.length, expected: 0, reported: 0, late: 0, missing: 0, onLeave: 0 },
    missing: [], onLeave: [], reported: [], path: `/r/${tokens.signClass(door.code.id, door.code.version)}`, origin, ...(door.isOfStaff && { isOfStaff: true }),
  }
  for (const student of door.students) {
    const first = worked.firstSecond(student)
    const leave = known.pupilNotes.leaveOn(student, today)
    const row: ClassRow = { id: idOf('s', student), ...maskedPupil(context, student), minute: first < 0 ? null : Math.floor(first / 60), by: first < 0 ? null : senderOf(known.checks.flagsAt(today, worked.standing(student), worked)), leave: leave?.kind ?? null }
    const isExpected = known.expectedOn(student, today)
    if (isExpected) view.counts.expected++
    if (leave) view.counts.onLeave++
    if (first >= 0) {
      view.counts.reported++
      if (minuteOfSecond(first) > cutOffMinute) view.counts.late++
      view.reported.push(row)
    } else if (leave) view.onLeave.push(row)
    else if (isExpected) view.missing.push(row)
  }
  view.isSchoolDay = view.counts.expected > 0
  view.counts.missing = view.missing.length
  const byNumber = (a: ClassRow, b: ClassRow): number => a.studentNo.localeCompare(b.studentNo)
  for (const list of [view.missing, view.onLeave, view.reported]) list.sort(byNumber)
  return view
}

const senderOf = (flags: number): ClassRow['by'] => (flags & CHECK_FLAG.BY_TEACHER ? 'teacher' : flags & CHECK_FLAG.BY_PUPIL ? 'self' : flags & CHECK_FLAG.BY_GATE ? 'other' : 'parent')
