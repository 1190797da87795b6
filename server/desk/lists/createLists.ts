import type { AuditLog } from '../../audit/auditLog.ts'
import type { User } from '../../auth/user.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { RowProblem } from '../../packs/pack.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import { NO_UNIT } from '../../world/registers.ts'
import type { Desk } from '../desk.ts'
import { candidatesOf } from './candidatesOf.ts'
import { exportSheet } from './exportSheet.ts'
import type { Lists, TaskQuery } from './lists.ts'
import { isOverdue, listsOverview } from './listsOverview.ts'
import { committeeOfTask, createTaskScope, type TaskScope } from './taskScope.ts'
import { namedBy, taskDetail, taskView } from './taskView.ts'

/** A page of a list; a phone shows ten at a time. */
const TASKS_A_PAGE = 200
/** More at once is a program. */
const MOST_ANSWERS = 2_500

/** Verification lists at the desk, over the world as it is now. */
export function createLists(desk: Pick<Desk, 'context' | 'reachOf'>, audit: AuditLog): Lists {
  const { context } = desk
  const scopeOf = (user: User): TaskScope => createTaskScope(context, user, desk.reachOf(user))
  /** The task of that id, if the user may know of it, else -1. */
  const taskInReach = (user: User, id: unknown, scope = scopeOf(user)): number => {
    const { tasks } = context.known()
    const index = numberOfId('t', id)
    return index >= 0 && index < tasks.length && scope.has(tasks[index]) ? index : -1
  }
  const listNumber = (id: string): number | null => {
    const { tasks } = context.known()
    const index = numberOfId('t', id)
    return index >= 0 && index < tasks.length ? tasks[index].list : null
  }
  const indexesOf = (user: User, list: number): number[] => {
    const scope = scopeOf(user)
    const found: number[] = []
    context.known().tasks.forEach((task, index) => { if (task.list === list && scope.has(task)) found.push(index) })
    return found
  }

  return {
    overview: (user) => listsOverview(context, scopeOf(user)),
    tasks(user, listId, query) {
      const list = listNumber(listId)
      const view = list === null ? undefined : listsOverview(context, scopeOf(user), list)[0]
      if (!view) return null
      const after = query.after === null ? -1 : numberOfId('t', query.after)
      const page: number[] = []
      for (const index of indexesOf(user, list!)) {
        if (index <= after || !passes(index, query)) continue
        page.push(index)
        if (page.length > TASKS_A_PAGE) break
      }
      const shown = page.slice(0, TASKS_A_PAGE)
      return { list: view, tasks: shown.map((index) => taskView(context, index)), next: page.length > TASKS_A_PAGE ? idOf('t', shown.at(-1)!) : null }
    },
    detail(user, id) {
      const index = taskInReach(user, id)
      return index < 0 ? null : taskDetail(context, index, false)
    },
    show(user, id) {
      const index = taskInReach(user, id)
      if (index < 0) return null
      const { person, unit } = context.known().tasks[index]
      audit.write({ account: user.id, action: 'show-person', subject: person < 0 ? '' : idOf('p', person), details: { task: idOf('t', index), ...(unit !== NO_UNIT && { unit: idOf('u', unit) }) } })
      return taskDetail(context, index, true)
    },
    call(user, id) {
      const index = taskInReach(user, id)
      if (index < 0) return null
      const { person } = context.known().tasks[index]
      audit.write({ account: user.id, action: 'call-person', subject: person < 0 ? '' : idOf('p', person), details: { task: idOf('t', index) } })
      return namedBy(context, index).phone
    },
    candidates(user, id) {
      const index = taskInReach(user, id)
      return index < 0 ? null : candidatesOf(context, desk.reachOf(user), index)
    },
    async answer(user, rows, locale) {
      const answer: DeskAnswer = { accepted: 0, rev: context.known().rev, problems: [] }
      const refuse = (index: number, { field, code, reason }: RowProblem): void => void answer.problems.push({ index, field, code, reason: reason[locale] })
      if (rows.length > MOST_ANSWERS) {
        refuse(0, rowProblem('reports', 'too-many'))
        return answer
      }
      const scope = scopeOf(user)
      const good: { row: unknown; index: number }[] = []
      rows.forEach((raw, index) => {
        const row = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw as Record<string, unknown> : null
        if (!row) return refuse(index, rowProblem('', 'not-an-object'))
        if (taskInReach(user, row.task, scope) < 0) return refuse(index, rowProblem('task', 'unknown-task'))
        if (row.unit !== undefined && row.unit !== null && row.unit !== '') {
          if (!user.permissions.has('tasks.manage')) return refuse(index, rowProblem('unit', 'not-allowed'))
          if (!scope.reach.hasUnit(numberOfId('u', row.unit))) return refuse(index, rowProblem('unit', 'unknown-unit'))
        }
        const { id, task, unit, answer: said, note, seen } = row
        good.push({ row: { id, task, unit, answer: said, note, seen }, index })
      })
      if (good.length > 0) {
        const result = await context.accept('verification', good.map(({ row }) => row), user.id)
        answer.accepted = result.accepted + result.duplicates
        answer.rev = result.rev
        for (const problem of result.rejected) refuse(good[problem.index].index, problem)
      }
      return answer
    },
    async exportSheet(user, listId, reason, locale) {
      const list = listNumber(listId)
      const indexes = list === null ? [] : indexesOf(user, list)
      if (indexes.length === 0) return null
      audit.write({ account: user.id, action: 'export', subject: listId, details: { what: 'verification-list', rows: indexes.length, clear: reason !== null, ...(reason !== null && { reason }) } })
      const bytes = await exportSheet(context, indexes, reason !== null, locale)
      return { name: context.known().texts.textOf(list!), bytes }
    },
  }

  function passes(index: number, { filter, committee, answer }: TaskQuery): boolean {
    const task = context.known().tasks[index]
    const isOpen = task.closedSeq === 0
    if (filter === 'open' && !isOpen || filter === 'answered' && isOpen) return false
    if (filter === 'overdue' && !isOverdue(task, context.today()) || filter === 'unmatched' && !(isOpen && task.unit === NO_UNIT)) return false
    if (answer !== null && task.answer !== answer) return false
    if (committee === null) return true
    const node = committeeOfTask(context, task)
    return committee === 'none' ? node < 0 : node >= 0 && context.world().layout.head.nodes[node].id === committee
  }
}
