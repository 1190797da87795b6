import type { User } from '../../auth/user.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import type { RowProblem } from '../../packs/pack.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { SchoolReport } from '../../protocol/school.ts'
import { correctedCheck } from '../correctedCheck.ts'

/** A class is reported at once; more is a program. */
const MOST_REPORTS = 500
const FEEDS = { check: 'school', leave: 'absence', recovery: 'recovery' } as const

/**
 * What somebody at a school writes down, each through its feed and with its author: a check on behalf of the home is one of
 * the feed `school` by a teacher, made now, and corrects the one that stands. Problems keep the report's own index; the good ones stand.
 */
export async function sendSchoolReports(context: DeskContext, user: User, reports: readonly SchoolReport[], locale: Locale, studentIn: (id: string) => number): Promise<DeskAnswer> {
  const answer: DeskAnswer = { accepted: 0, rev: context.known().rev, problems: [] }
  const refuse = (index: number, problem: RowProblem): void => void answer.problems.push({ index, field: problem.field, code: problem.code, reason: problem.reason[locale] })
  if (reports.length > MOST_REPORTS) {
    refuse(0, rowProblem('reports', 'too-many'))
    return answer
  }
  const groups: { feed: string; rows: object[]; indexes: number[] }[] = []
  reports.forEach((report: unknown, index) => {
    const drafted = draft(context, report, studentIn)
    if ('code' in drafted) return refuse(index, drafted)
    const last = groups.at(-1)
    if (last && last.feed === drafted.feed) {
      last.rows.push(drafted.row)
      last.indexes.push(index)
    } else groups.push({ feed: drafted.feed, rows: [drafted.row], indexes: [index] })
  })
  for (const { feed, rows, indexes } of groups) {
    const result = await context.accept(feed, rows, user.id)
    // A report that was there already is as good as taken: the page lost the answer, not the report.
    answer.accepted += result.accepted + result.duplicates
    answer.rev = result.rev
    for (const problem of result.rejected) refuse(indexes[problem.index], problem)
  }
  answer.problems.sort((a, b) => a.index - b.index)
  return answer
}

function draft(context: DeskContext, raw: unknown, studentIn: (id: string) => number): { feed: string; row: object } | RowProblem {
  const report = raw as SchoolReport | null
  if (typeof report !== 'object' || report === null || !(report.kind in FEEDS)) return rowProblem('kind', 'unknown-value')
  const student = typeof report.student === 'string' ? studentIn(report.student) : -1
  if (student < 0) return rowProblem('student', 'unknown-pupil')
  const feed = FEEDS[report.kind]
  if (report.kind === 'leave') {
    const { kind: _kind, leave, ...row } = report
    return { feed, row: { ...row, ...(leave !== undefined && { kind: leave }) } }
  }
  if (report.kind === 'recovery') {
    const { kind: _kind, ...row } = report
    return { feed, row }
  }
  const known = context.known()
  if (typeof report.seen === 'number' && known.newestSeqOfStudent(student) > report.seen) return rowProblem('seen', 'changed-meanwhile')
  const { kind: _kind, student: _student, seen: _seen, ...said } = report
  const row = correctedCheck(context, student, { ...said, submittedAt: new Date(context.now()).toISOString(), by: 'teacher' })
  return row ? { feed, row } : rowProblem('student', 'unknown-pupil')
}
