import type { User } from '../../auth/user.ts'
import type { Desk } from '../../desk/desk.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import { clockText } from '../../protocol/clockText.ts'
import { dayFromText, dayToText } from '../../protocol/day.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { CalendarLineView, CalendarView } from '../../protocol/school.ts'
import { calendarId, type CalendarLine } from '../../world/schoolCalendar.ts'

const MOST_ROWS = 200
/** A rule without an end. */
const FOR_EVER = 2_147_483_647

export interface CalendarQuestion { campus: string | null; grade: string; class: string; month: string }

/** The calendar as it concerns a user's schools: standing lines, and the days of a month for the class asked for. Null: no such campus. */
export function calendarView({ context, reachOf }: Pick<Desk, 'context' | 'reachOf'>, user: User, { campus: id, grade, class: className, month }: CalendarQuestion): CalendarView | null {
  context.live()
  const reach = reachOf(user)
  const { calendar } = context.known()
  const campus = id === null ? -1 : numberOfId('c', id)
  const first = dayFromText(`${month}-01`)
  if ((id !== null && !reach.hasCampus(campus)) || first === null) return null
  const days: CalendarView['days'] = []
  for (let day = first; dayToText(day).startsWith(month); day++) days.push({ day: dayToText(day), isSchoolDay: calendar.isSchoolDay({ campus, grade, class: className }, day) })
  const lines = calendar.lines.filter((line) => line.removedSeq === 0 && (line.campus < 0 || reach.hasCampus(line.campus)) && (campus < 0 || line.campus < 0 || line.campus === campus))
  return {
    month, days, cutOffMinute: calendar.cutOffMinute(campus, context.today()),
    lines: lines.map((line): CalendarLineView => {
      const entry = context.store.entryAt(line.seq)
      return {
        id: calendarId(line), kind: line.kind, from: dayToText(line.from), ...(line.to !== FOR_EVER && { to: dayToText(line.to) }), ...(line.campus >= 0 && { campus: idOf('c', line.campus) }),
        ...(line.grades && { grades: [...line.grades] }), ...(line.classes && { classes: [...line.classes] }), ...(line.kind === 'weekdays' && { weekdays: [...line.weekdays] }),
        ...(line.kind === 'halves' && { turns: line.turns }), ...(line.kind === 'cut-off' && { cutOff: clockText(line.cutOffMinute) }), ...(line.name !== '' && { name: line.name }),
        by: entry ? context.nameOfAuthor(entry.author) : '', at: entry?.receivedAt ?? 0, mayChange: mayChange(user, reach, line.campus),
      }
    }),
  }
}

/** Lines as they would be kept: of whom somebody means by what was typed. Those that nobody could keep stay as they are; nothing is written. */
export const readCalendar = ({ context }: Pick<Desk, 'context'>, rows: readonly unknown[]): unknown[] => rows.slice(0, MOST_ROWS).map((row) => {
  const read = context.check('calendar', row)
  if (!('report' in read)) return row
  const { grades, classes } = read.report.body
  return { ...(row as object), ...(grades !== undefined && { grades }), ...(classes !== undefined && { classes }) }
})

/** Writes lines, or takes some back: of a campus that the user has the whole of; of all campuses only with all of them. */
export async function changeCalendar({ context, reachOf }: Pick<Desk, 'context' | 'reachOf'>, user: User, rows: readonly unknown[], locale: Locale): Promise<DeskAnswer> {
  const answer: DeskAnswer = { accepted: 0, rev: context.known().rev, problems: [] }
  const reach = reachOf(user)
  const refuse = (index: number, { field, code, reason }: ReturnType<typeof rowProblem>): void => void answer.problems.push({ index, field, code, reason: reason[locale] })
  if (rows.length > MOST_ROWS) {
    refuse(0, rowProblem('rows', 'too-many'))
    return answer
  }
  const good: { row: unknown; index: number }[] = []
  rows.forEach((row, index) => {
    const { remove, campus } = (row ?? {}) as { remove?: unknown; campus?: unknown }
    const line: CalendarLine | undefined = typeof remove === 'string' ? context.known().calendar.lines.find((each) => calendarId(each) === remove) : undefined
    const of = line ? line.campus : campus === undefined || campus === null || campus === '' ? -1 : numberOfId('c', campus)
    const isNone = remove === undefined && campus !== undefined && campus !== null && campus !== '' && of < 0
    if (typeof remove === 'string' && !line) return refuse(index, rowProblem('remove', 'unknown-entry'))
    if (isNone || !mayChange(user, reach, of)) return refuse(index, isNone || of >= 0 ? rowProblem('campus', 'unknown-school') : rowProblem('campus', 'not-allowed'))
    good.push({ row, index })
  })
  if (good.length === 0) return answer
  const result = await context.accept('calendar', good.map(({ row }) => row), user.id)
  for (const problem of result.rejected) refuse(good[problem.index].index, problem)
  return { ...answer, accepted: result.accepted + result.duplicates, rev: result.rev }
}

const mayChange = (user: User, reach: ReturnType<Desk['reachOf']>, campus: number): boolean =>
  user.permissions.has('school.manage') && (campus < 0 ? user.scope.schools.includes('all') : reach.hasWholeCampus(campus))
