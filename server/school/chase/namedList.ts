import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { minuteNow } from '../../desk/minuteNow.ts'
import { compareGrades } from '../../merge/compareGrades.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { type NamedList, STAFF_CLASS } from '../../protocol/school.ts'
import { clockText } from '../../protocol/clockText.ts'
import { dayToText } from '../../protocol/day.ts'
import { peopleOfCampus } from '../links/classIndex.ts'
import { pupilName } from '../pupilName.ts'

export interface NamedListQuestion { campus: number; grade: string; class: string }

/**
 * Who of a part of a school is missing today, by name, for somebody whose scope it is; the caller writes the audit entry
 * first. Sorted by class and student number; staff stand behind the classes, or alone when they are asked for as one. `text` is ready to be sent to colleagues: numbers by class, then names.
 */
export function namedList(context: DeskContext, reach: Reach, { campus, grade, class: className }: NamedListQuestion): NamedList {
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const { studentGrade, studentClass, texts } = registers
  const day = context.today()
  const worked = checks.dayOf(day)
  const byClass = new Map<string, { grade: string; class: string; expected: number; pupils: { id: string; name: string; studentNo: string }[] }>()
  for (const student of peopleOfCampus(context, campus)) {
    if (!reach.hasStudent(student)) continue
    const of = { grade: texts.textOf(studentGrade.values[student]), class: texts.textOf(studentClass.values[student]) }
    if ((grade !== '' && of.grade !== grade) || (className !== '' && of.class !== className) || !known.expectedOn(student, day)) continue
    const key = `${of.grade}\u0000${of.class}`
    let entry = byClass.get(key)
    if (!entry) byClass.set(key, (entry = { ...of, expected: 0, pupils: [] }))
    entry.expected++
    if (worked.firstSecond(student) >= 0 || pupilNotes.leaveOn(student, day)) continue
    entry.pupils.push({ id: idOf('s', student), name: pupilName(context, student), studentNo: context.store.vault.student(student)?.studentNo ?? '' })
  }
  const inOrder = new Intl.Collator('zh-CN', { numeric: true })
  const isOfStaff = className === STAFF_CLASS
  const found = [...byClass.values()].filter(({ pupils }) => pupils.length > 0)
  const staff = isOfStaff ? undefined : found.find((one) => one.class === STAFF_CLASS)
  const classes = found.filter((one) => one !== staff)
    .sort((a, b) => compareGrades(a.grade, b.grade) || compareGrades(a.class, b.class))
  for (const { pupils } of found) pupils.sort((a, b) => inOrder.compare(a.studentNo, b.studentNo))
  const missing = classes.reduce((sum, { pupils }) => sum + pupils.length, 0)
  const head = `${registers.campuses[campus]?.name ?? ''}${className || grade} ${dayToText(day)} ${clockText(minuteNow(context))} 晨检未填报 ${missing} 人${staff ? `，${STAFF_CLASS} ${staff.pupils.length} 人` : ''}`
  return {
    campus: idOf('c', campus), day: dayToText(day), missing,
    classes: classes.map(({ grade: ofGrade, class: ofClass, expected, pupils }) => ({ grade: ofGrade, class: ofClass, expected, pupils })),
    ...(staff && { staff }),
    text: [head, ...[...classes, ...staff ? [staff] : []].map(({ class: name, pupils }) => `${name}（${pupils.length} 人）：${pupils.map((pupil) => pupil.name || pupil.studentNo).join('、')}`)].join('\n'),
  }
}
