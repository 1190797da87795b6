import type { AuditLog } from '../../audit/auditLog.ts'
import type { User } from '../../auth/user.ts'
import type { Desk } from '../../desk/desk.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import { dayToText } from '../../protocol/day.ts'
import type { SchoolBoardEvent, SchoolTally } from '../../protocol/school.ts'
import { emptyTally, type SchoolFigures, TALLY_FIELDS } from '../../world/schoolFigures.ts'
import { alertDueAt } from '../alerts/alertDue.ts'
import { pupilPerson } from '../pupilPerson.ts'
import type { Boards } from './boards.ts'
import { inHalls, sumCampus, withoutFew } from './boardFigures.ts'
import { matchHome, unmatchedList } from './homes.ts'
import { pupilList } from './pupilList.ts'
import { curveOfReach, schoolBoard } from './schoolBoard.ts'
import { sendSchoolReports } from './sendSchoolReports.ts'

export function createBoards({ context, reachOf }: Pick<Desk, 'context' | 'reachOf'>, audit: AuditLog): Boards {
  let followed: SchoolFigures | null = null
  const campusIn = (user: User | null, id: string): number => {
    const campus = numberOfId('c', id)
    return campus >= 0 && campus < context.known().registers.campuses.length && (user === null || reachOf(user).hasCampus(campus)) ? campus : -1
  }
  const studentIn = (user: User, id: string): number => {
    const student = numberOfId('s', id)
    return reachOf(user).hasStudent(student) ? student : -1
  }
  /** Alerts that are not closed, by campus, as walls count them; of a part of one only those of its classes. */
  function openAlerts(campus: number, user: User | null): { open: number; overdue: number } {
    const { alertBook, registers } = context.known()
    const reach = user && reachOf(user)
    const now = context.now()
    const rules = context.pack.school?.alerts
    let [open, overdue] = [0, 0]
    for (const [index, alert] of alertBook.alerts.entries()) {
      if (alert.campus !== campus || !alertBook.isCounted(index)) continue
      if (reach && !reach.hasWholeCampus(campus) && !alert.students.some((student) => student < registers.studentCount && reach.hasStudent(student))) continue
      open++
      const dueAt = rules && alertDueAt(rules, alert)
      if (dueAt !== undefined && dueAt !== null && now >= dueAt) overdue++
    }
    return { open, overdue }
  }

  return {
    district(user, day, rev) {
      context.live()
      const known = context.known()
      const reach = reachOf(user)
      const figures = context.schoolFigures(day, rev)
      const [whole, staff] = [emptyTally(), emptyTally()]
      const campuses = known.registers.campuses.flatMap(({ name }, campus) => {
        if (!reach.hasCampus(campus)) return []
        const sum = sumCampus(context, figures, campus, reach.hasWholeCampus(campus) ? null : reach)
        for (const field of TALLY_FIELDS) {
          whole[field] += sum.whole[field]
          staff[field] += sum.staff[field]
        }
        const { open, overdue } = openAlerts(campus, user)
        return [{ id: idOf('c', campus), name, isSchoolDay: sum.isSchoolDay, tally: sum.whole, staff: sum.staff, openAlerts: open, overdueAlerts: overdue }]
      })
      return { day: dayToText(day), rev: rev ?? known.rev, whole, staff, campuses }
    },
    board(user, id, day, rev) {
      context.live()
      const campus = campusIn(user, id)
      return campus < 0 ? null : schoolBoard(context, campus, day, rev, user && reachOf(user), openAlerts(campus, user).open)
    },
    pupils(user, id, question) {
      context.live()
      const campus = campusIn(user, id)
      return campus < 0 ? null : pupilList(context, reachOf(user), campus, question)
    },
    show(user, id) {
      const student = studentIn(user, id)
      if (student < 0) return null
      audit.write({ account: user.id, action: 'show-pupil', subject: idOf('s', student) })
      return pupilPerson(context, student)
    },
    call(user, id) {
      const student = studentIn(user, id)
      if (student < 0) return null
      audit.write({ account: user.id, action: 'call-pupil', subject: idOf('s', student) })
      return pupilPerson(context, student).guardianPhone
    },
    report: (user, reports, locale) => sendSchoolReports(context, user, reports, locale, (id) => studentIn(user, id)),
    unmatched: (user, id) => unmatchedList(context, reachOf(user), id === null ? null : campusIn(user, id)),
    async match(user, id, unit, locale) {
      const student = studentIn(user, id)
      // Whoever may change a roster may say where a pupil lives; the home itself is shown to nobody by this.
      return student < 0 ? null : matchHome(context, user, student, unit, locale)
    },
    takeChanges(others) {
      const { school } = context.live()
      const { roster } = context.known().registers
      if (school !== followed) {
        followed = school
        school.takeChanged()
        return 'all'
      }
      const groups = school.takeChanged()
      if (groups.size === 0 && others.size === 0) return null
      const changes = new Map<number, Set<number>>([...others].map((campus) => [campus, new Set()]))
      for (const group of groups) {
        const { campus } = roster.groups[group]
        const ofCampus = changes.get(campus)
        if (ofCampus) ofCampus.add(group)
        else changes.set(campus, new Set([group]))
      }
      return changes
    },
    news(user, campus, changes) {
      const known = context.known()
      if (user && !reachOf(user).hasCampus(campus)) return null
      const reach = user && !reachOf(user).hasWholeCampus(campus) ? reachOf(user) : null
      const { school } = context.live()
      const groups = changes === 'all' ? null : changes.get(campus)
      if (groups === undefined) return null
      const inReach = groups && [...groups].map((group) => ({ group, place: known.calendarClass(group) })).filter(({ place }) => !reach || reach.hasClass(campus, place.grade, place.class))
      if (inReach && inReach.length === 0 && groups!.size > 0) return null
      const sum = sumCampus(context, school, campus, reach)
      const shown = user === null ? withoutFew : (tally: SchoolTally): SchoolTally => tally
      const { in: came, out, unmeasured, stopped } = known.gate.counts(campus, school.day)
      const event: SchoolBoardEvent = {
        campus: idOf('c', campus), day: dayToText(school.day), rev: known.rev, whole: (user === null ? inHalls(sum) : sum).whole,
        classes: inReach && inReach.filter(({ group }) => !known.registers.roster.groups[group].staff).map(({ group, place }) => ({ grade: place.grade, class: place.class, tally: shown(school.tallyOf(group)) })),
        curve: reach ? curveOfReach(context, school, campus, reach) : school.curveOf(campus),
        gate: { in: came, out, unmeasured, stopped }, openAlerts: openAlerts(campus, user).open, staff: shown(sum.staff),
      }
      return event
    },
  }
}
