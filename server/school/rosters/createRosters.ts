import { createHash, randomUUID } from 'node:crypto'
import type { User } from '../../auth/user.ts'
import type { Desk } from '../../desk/desk.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import type { RosterRow } from '../../feeds/rows.ts'
import { normalizeStudentNo } from '../../feeds/rowChecks/normalizeStudentNo.ts'
import { rosterFeed } from '../../feeds/roster/parse.ts'
import { placeOfChange } from '../../feeds/roster/placeOfChange.ts'
import { findStudentOfRoster, type RosterLookup } from '../../intake/findStudentOfRoster.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import { parseClassName } from '../../merge/parseClassName.ts'
import { maskName } from '../../privacy/maskName.ts'
import { dayToText } from '../../protocol/day.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { PromotionPlan, RosterPlan, RosterPlanRow, RosterView } from '../../protocol/school.ts'
import { ROSTER } from '../../world/rosterSpans.ts'
import { compareGrades } from '../../merge/compareGrades.ts'
import { beforePromotion, promotionId } from './beforePromotion.ts'
import { isStaff } from '../isStaff.ts'
import { maskedPupil, pupilName } from '../pupilName.ts'
import { classInGrade, nextGrade } from './nextGrade.ts'
import { type FileRow, PlanChangedError, type PromotionQuestion, type Rosters, type UnreadRow } from './rosters.ts'

const ROWS_A_BATCH = 500
/** A file that was previewed is kept this long, with its rows in memory. */
const KEPT_MS = 15 * 60_000
const MOST_KEPT = 20
/** Rows of each sort that a preview shows; the counts are whole. */
const MOST_SHOWN = 300
const SHOWN_DIGITS = 2
const MOST_CHANGES = 2_000

interface KeptFile { user: string; at: number; rows: readonly FileRow[]; unread: readonly UnreadRow[]; print: string }

export function createRosters({ context, reachOf }: Pick<Desk, 'context' | 'reachOf'>, studentByNumber: RosterLookup['studentByNumber']): Rosters {
  const kept = new Map<string, KeptFile>()
  const wholeCampus = (user: User, id: unknown): number => {
    const campus = numberOfId('c', id)
    return reachOf(user).hasWholeCampus(campus) ? campus : -1
  }
  const lookup = (): RosterLookup => ({ known: context.known(), store: context.store, studentByNumber })
  const placeText = (student: number, day: number): string => {
    const known = context.known()
    const { roster, campuses } = known.registers
    const at = roster.rowAt(student, day)
    if (at < 0 || roster.on.values[at] === ROSTER.off) return ''
    const place = known.calendarClass(roster.group.values[at])
    return `${campuses[place.campus].name} ${place.class}`
  }
  /** Sends rows through the one way in, some hundred at a time; problems count through all of them. */
  async function send(user: User, rows: object[], locale: Locale): Promise<DeskAnswer> {
    const answer: DeskAnswer = { accepted: 0, rev: context.known().rev, problems: [] }
    for (let start = 0; start < rows.length; start += ROWS_A_BATCH) {
      const result = await context.accept('roster', rows.slice(start, start + ROWS_A_BATCH), user.id)
      answer.accepted += result.accepted + result.duplicates
      answer.rev = result.rev
      for (const { index, field, code, reason } of result.rejected) answer.problems.push({ index: start + index, field, code, reason: reason[locale] })
    }
    return answer
  }

  function planFile(user: User, rows: readonly FileRow[], unread: readonly UnreadRow[], locale: Locale): { plan: RosterPlan; gone: number[]; good: object[]; print: string } {
    const known = context.known()
    const { registers } = known
    const { roster, texts } = registers
    const parse = { now: context.now(), today: context.today(), zoneOffsetMinutes: context.zoneOffsetMinutes() }
    const reach = reachOf(user)
    const mayAdd = user.scope.schools.includes('all')
    const plan: RosterPlan = { rows: rows.length + unread.length, campuses: [], new: [], moved: [], gone: [], rejected: unread.map(({ problem }) => problem), token: '' }
    /** Whoever stands in a row that is not taken: by number, or by name where there is none. They are not taken off for it. */
    const named = { numbers: new Set<string>(), names: new Set<string>() }
    const noteNamed = ({ studentNo, name }: Partial<RosterRow>): void => {
      if (studentNo) named.numbers.add(normalizeStudentNo(studentNo))
      else if (name) named.names.add(name)
    }
    for (const { row } of unread) noteNamed(row)
    const sums = new Map<string, RosterPlan['campuses'][number]>()
    /** Pupils by number, newcomers by school and student number. */
    const seen = new Set<number | string>()
    /** Campuses of whose pupils, or of whose staff, the file has anybody: of the others it says nothing. */
    const inFile = { [ROSTER.pupil]: new Set<number>(), [ROSTER.staff]: new Set<number>() }
    const good: object[] = []
    const print = createHash('sha256')
    for (const { sheetRow, row } of rows) {
      const refuse = (field: string, code: string): void => {
        plan.rejected.push({ row: sheetRow, column: field, code, reason: rowProblem(field, code).reason[locale] })
        noteNamed(row)
      }
      const report = rosterFeed.parse(row, parse)
      if (Array.isArray(report)) {
        refuse(report[0].field, report[0].code)
        continue
      }
      const { school, className, studentNo } = report.pupil!
      const campus = registers.findCampus(school)
      if (campus < 0 ? !mayAdd : !reach.hasWholeCampus(campus)) {
        refuse('school', 'unknown-school')
        continue
      }
      let sum = sums.get(school)
      if (!sum) sums.set(school, (sum = { id: campus < 0 ? null : idOf('c', campus), name: school, new: 0, moved: 0, changed: 0, same: 0, gone: 0 }))
      if (campus >= 0) inFile[report.body.staff === true ? ROSTER.staff : ROSTER.pupil].add(campus)
      const from = (report.body.from as number | undefined) ?? parse.today
      const student = findStudentOfRoster(campus, school, studentNo, report.person!, from, lookup())
      good.push(row)
      const shown: RosterPlanRow = { name: maskName(report.person!.name), studentNo: studentNo.slice(-SHOWN_DIGITS), from: '', to: `${school} ${className}` }
      const at = student === null ? -1 : roster.rowAt(student, from)
      // The same row again is the same pupil.
      const key = student ?? `${school} ${studentNo}`
      if (seen.has(key)) continue
      seen.add(key)
      if (student === null || at < 0 || roster.on.values[at] === ROSTER.off) {
        sum.new++
        if (plan.new.length < MOST_SHOWN) plan.new.push(shown)
        print.update(`n${campus} ${studentNo};`)
        continue
      }
      const group = roster.groupOf(at)
      const isThere = group.campus === campus && texts.textOf(group.class) === className && texts.textOf(group.grade) === ((report.body.grade as string | undefined) ?? '')
      if (!isThere) {
        sum.moved++
        if (plan.moved.length < MOST_SHOWN) plan.moved.push({ ...shown, from: placeText(student, from) })
        print.update(`m${student} ${campus} ${className};`)
        continue
      }
      const person = registers.studentPerson.values[student]
      const isOtherHalf = report.body.half !== undefined && report.body.half !== registers.studentHalf.values[student]
      if (isOtherHalf || (person >= 0 && context.store.vault.person(person)?.name !== report.person!.name)) sum.changed++
      else sum.same++
    }
    const isNamed = (student: number): boolean =>
      (named.numbers.size > 0 && named.numbers.has(context.store.vault.student(student)?.studentNo ?? '')) || (named.names.size > 0 && named.names.has(pupilName(context, student)))
    const gone: number[] = []
    for (let student = 0; student < registers.studentCount; student++) {
      const at = roster.rowAt(student, parse.today)
      const on = at < 0 ? ROSTER.off : roster.on.values[at] as 0 | 1 | 2
      if (on === ROSTER.off || seen.has(student) || !inFile[on].has(roster.groupOf(at).campus) || isNamed(student)) continue
      gone.push(student)
      const { name } = registers.campuses[roster.groupOf(at).campus]
      const sum = [...sums.values()].find(({ id }) => id === idOf('c', roster.groupOf(at).campus))
      if (sum) sum.gone++
      if (plan.gone.length < MOST_SHOWN) plan.gone.push({ ...maskedPupil(context, student), from: placeText(student, parse.today) || name, to: '' })
      print.update(`g${student};`)
    }
    plan.campuses = [...sums.values()]
    return { plan, gone, good, print: print.digest('base64url') }
  }

  /** Counted from where pupils would stand without it, so that one which is prepared already can be corrected. */
  function planMoves(user: User, { campus: id, from, next }: PromotionQuestion): { plan: PromotionPlan; rows: object[] } | null {
    context.live()
    const campus = wholeCampus(user, id)
    if (campus < 0) return null
    const known = context.known()
    const { roster, campuses, studentCount, texts } = known.registers
    const day = dayToText(from)
    const byClass = new Map<string, { grade: string; class: string; students: { student: number; standing: number }[] }>()
    const plan: PromotionPlan = { campus: { id: idOf('c', campus), name: campuses[campus].name }, from: day, grades: [], promoted: 0, leaving: 0, prepared: 0, kept: 0, changes: 0, token: '' }
    for (let student = 0; student < studentCount; student++) {
      const { standing, base, promoted, byHand } = beforePromotion(roster, context.store, student, campus, from, day)
      if (base < 0 || roster.on.values[base] !== ROSTER.pupil || roster.groupOf(base).campus !== campus) continue
      if (byHand) {
        plan.kept++
        continue
      }
      if (promoted) plan.prepared++
      const { grade, class: name } = known.calendarClass(roster.group.values[base])
      const key = `${grade}\u0000${name}`
      let entry = byClass.get(key)
      if (!entry) byClass.set(key, (entry = { grade, class: name, students: [] }))
      entry.students.push({ student, standing })
    }
    const names = [...new Set([...byClass.values()].map(({ grade }) => grade))].sort(compareGrades)
    const rows: object[] = []
    const print = createHash('sha256')
    for (const grade of names) {
      const usual = nextGrade(grade)
      // The last grade of a school has none after it there.
      const wanted = grade in next ? next[grade] : usual !== null && names.includes(usual) ? usual : null
      const to = wanted === null ? null : placeOfChange('', wanted).grade ?? ''
      const classes = [...byClass.values()].filter((entry) => entry.grade === grade).sort((a, b) => compareGrades(a.class, b.class)).map((entry) => ({ ...entry, next: to === null ? null : placeOfChange(classInGrade(entry.class, grade, to), to).className }))
      for (const entry of classes) {
        if (entry.next === null) plan.leaving += entry.students.length
        else plan.promoted += entry.students.length
        for (const { student, standing } of entry.students) {
          print.update(JSON.stringify([student, to, entry.next]))
          const isOn = roster.on.values[standing] === ROSTER.pupil
          const group = roster.groupOf(standing)
          if (entry.next === null ? !isOn : isOn && texts.textOf(group.grade) === to && texts.textOf(group.class) === entry.next) continue
          const row = { id: promotionId(campus, day, student, roster.seqOf(standing)), student: idOf('s', student), from: day }
          rows.push(entry.next === null ? { ...row, left: 'graduated' } : { ...row, grade: to, class: entry.next })
        }
      }
      plan.grades.push({ grade, next: to, pupils: classes.reduce((sum, { students }) => sum + students.length, 0), classes: classes.map(({ class: name, next: after, students }) => ({ class: name, next: after, pupils: students.length })) })
    }
    plan.changes = rows.length
    plan.token = print.update(`${plan.campus.id} ${day}`).digest('base64url')
    return { plan, rows }
  }

  return {
    view(user, id) {
      context.live()
      const campus = numberOfId('c', id)
      const reach = reachOf(user)
      if (!reach.hasCampus(campus)) return null
      const known = context.known()
      const figures = context.schoolFigures(context.today())
      const { groups } = known.registers.roster
      const classes: RosterView['classes'] = []
      let staff = 0
      groups.forEach((group, index) => {
        const place = known.calendarClass(index)
        if (group.campus !== campus || !reach.hasClass(campus, place.grade, place.class)) return
        const { roster } = figures.tallyOf(index)
        if (group.staff) staff += roster
        else if (roster > 0) {
          const { className } = parseClassName(place.class, place.grade)
          classes.push({ grade: place.grade, class: place.class, pupils: roster, ...(className !== place.class && { becomes: className }) })
        }
      })
      classes.sort((a, b) => compareGrades(a.grade, b.grade) || compareGrades(a.class, b.class))
      return { campus: { id: idOf('c', campus), name: known.registers.campuses[campus].name }, day: dayToText(context.today()), classes, staff, mayChange: user.permissions.has('rosters.manage') && reach.hasWholeCampus(campus) }
    },
    preview(user, rows, unread, locale) {
      context.live()
      const { plan, print } = planFile(user, rows, unread, locale)
      const now = context.now()
      for (const [token, file] of kept) if (file.at < now - KEPT_MS || kept.size >= MOST_KEPT) kept.delete(token)
      plan.token = randomUUID()
      kept.set(plan.token, { user: user.id, at: now, rows, unread, print })
      return plan
    },
    async apply(user, token, complete, locale) {
      context.live()
      const file = kept.get(token)
      if (!file || file.user !== user.id || file.at < context.now() - KEPT_MS) return null
      const { good, gone, print } = planFile(user, file.rows, file.unread, locale)
      if (print !== file.print) throw new PlanChangedError()
      kept.delete(token)
      const from = dayToText(context.today())
      const leaving = complete ? gone.map((student) => ({ id: `gone:${token}:${idOf('s', student)}`, student: idOf('s', student), left: isStaff(context.known().registers, student) ? 'other' : 'transferred', from })) : []
      return send(user, [...good, ...leaving], locale)
    },
    planPromotion: (user, question) => planMoves(user, question)?.plan ?? null,
    async promote(user, question, token, locale) {
      const planned = planMoves(user, question)
      if (!planned) return null
      if (planned.plan.token !== token) throw new PlanChangedError()
      return send(user, planned.rows, locale)
    },
    async change(user, changes, locale) {
      context.live()
      const answer: DeskAnswer = { accepted: 0, rev: context.known().rev, problems: [] }
      const reach = reachOf(user)
      const rows: object[] = []
      const indexes: number[] = []
      changes.slice(0, MOST_CHANGES).forEach((raw, index) => {
        const { id, student, from, grade, class: className, left } = (raw ?? {}) as Record<string, unknown>
        const number = numberOfId('s', student)
        if (!reach.hasStudent(number) || !reach.hasWholeCampus(context.known().registers.studentCampus.values[number])) {
          const problem = rowProblem('student', 'unknown-pupil')
          answer.problems.push({ index, field: problem.field, code: problem.code, reason: problem.reason[locale] })
          return
        }
        rows.push({ student, ...(id !== undefined && { id }), ...(from !== undefined && { from }), ...(grade !== undefined && { grade }), ...(className !== undefined && { class: className }), ...(left !== undefined && { left }) })
        indexes.push(index)
      })
      const sent = await send(user, rows, locale)
      return { accepted: sent.accepted, rev: sent.rev, problems: [...answer.problems, ...sent.problems.map((problem) => ({ ...problem, index: indexes[problem.index] }))].sort((a, b) => a.index - b.index) }
    },
  }
}
