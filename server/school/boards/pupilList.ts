import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Wording } from '../../protocol/entities.ts'
import { type PupilFilter, type PupilList, type PupilRow, STAFF_CLASS } from '../../protocol/school.ts'
import type { KnownFacts } from '../../world/knownFacts.ts'
import { PUPIL, type SchoolFigures } from '../../world/schoolFigures.ts'
import { hasManagedHome } from '../hasManagedHome.ts'
import { maskedPupil } from '../pupilName.ts'
import type { PupilQuestion } from './boards.ts'
import { compareGrades } from '../../merge/compareGrades.ts'

/** A list that somebody works off; a longer one is asked for by class. */
const MOST_SHOWN = 2_000
const ANY = 0xffff
const BITS: Record<PupilFilter, number> = {
  missing: PUPIL.missing, late: PUPIL.late, 'on-leave': PUPIL.onLeave, abnormal: PUPIL.abnormal, implausible: PUPIL.implausible, duplicate: PUPIL.duplicate,
  unknown: PUPIL.unknown, reported: PUPIL.reported, expected: PUPIL.expected, all: ANY,
}
/** What stands on a row of a list of all: the first that holds. */
const STATES = [['abnormal', PUPIL.abnormal], ['implausible', PUPIL.implausible], ['unknown', PUPIL.unknown], ['late', PUPIL.late], ['reported', PUPIL.reported], ['on-leave', PUPIL.onLeave]] as const

/** Pupils of a campus by what is known of their day, in a user's reach. Names masked; staff are a class that is asked for, and on no other list. */
export function pupilList(context: DeskContext, reach: Reach, campus: number, { state, grade, class: className, day }: PupilQuestion): PupilList {
  const known = context.known()
  const { roster, studentCount, campuses } = known.registers
  const figures = context.schoolFigures(day)
  const found: { student: number; group: number }[] = []
  const isOfStaff = className === STAFF_CLASS
  for (let student = 0; student < studentCount; student++) {
    const group = figures.groupOf(student)
    if (group < 0 || roster.groups[group].campus !== campus || roster.groups[group].staff !== isOfStaff || (figures.bitsOf(student) & BITS[state]) === 0) continue
    const place = known.calendarClass(group)
    if ((grade !== null && place.grade !== grade) || (className !== null && place.class !== className) || !reach.hasClass(campus, place.grade, place.class)) continue
    found.push({ student, group })
  }
  const inClasses = (a: { group: number }, b: { group: number }): number => {
    const [one, other] = [known.calendarClass(a.group), known.calendarClass(b.group)]
    return compareGrades(one.grade, other.grade) || compareGrades(one.class, other.class)
  }
  found.sort(inClasses)
  const shown = found.slice(0, MOST_SHOWN)
  const checks = known.checks.seqsOn(day, new Set(shown.map(({ student }) => student)))
  const pupils = shown.map(({ student }) => pupilRow(context, figures, student, checks.get(student) ?? [], state)).map((row) => ({ row, number: context.store.vault.student(numberIn(row.id))?.studentNo ?? '' }))
  pupils.sort((a, b) => compareGrades(a.row.grade, b.row.grade) || compareGrades(a.row.class, b.row.class) || a.number.localeCompare(b.number))
  return { campus: { id: idOf('c', campus), name: campuses[campus].name }, day: dayToText(day), rev: known.rev, state, pupils: pupils.map(({ row }) => row), more: found.length > MOST_SHOWN }
}

const numberIn = (id: string): number => parseInt(id.slice(1), 36)

/** One pupil on such a list. */
function pupilRow(context: DeskContext, figures: SchoolFigures, student: number, checks: number[], state: PupilFilter): PupilRow {
  const known = context.known()
  const place = known.calendarClass(figures.groupOf(student))
  const check = known.newestOn(student, figures.day)
  const { alertBook, pupilNotes } = known
  const minute = figures.minuteOf(student)
  return {
    id: idOf('s', student), campus: idOf('c', place.campus), grade: place.grade, class: place.class,
    ...maskedPupil(context, student),
    state: state === 'all' || state === 'expected' ? stateOf(figures.bitsOf(student)) : state, firstMinute: minute < 0 ? null : minute,
    temperatureCelsius: check && check.tenths > 0 ? check.tenths / 10 : null, symptoms: check ? symptomNames(known, check.symptoms) : [], checks,
    leave: pupilNotes.leaveOn(student, figures.day)?.kind ?? null,
    openAlerts: alertBook.ofStudent(student).filter((alert) => alertBook.alerts[alert].now.state !== 'closed').length,
    homeAlert: hasManagedHome(context, student), seq: known.newestSeqOfStudent(student),
  }
}

function stateOf(bits: number): PupilRow['state'] {
  return STATES.find(([, bit]) => bits & bit)?.[0] ?? 'missing'
}

const OTHER_SYMPTOM: Wording = { 'zh-CN': '其他不适', en: 'Something else' }

/** As the pack's list calls them, and what is none of it. */
function symptomNames(known: KnownFacts, bits: number): Wording[] {
  const words = known.pack.school?.symptoms ?? []
  const names = words.filter((_, bit) => bits & (1 << bit)).map(({ name }) => name)
  return bits >> words.length ? [...names, OTHER_SYMPTOM] : names
}
