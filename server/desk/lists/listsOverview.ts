import { idOf } from '../../merge/opaqueId.ts'
import { dayToText, NO_DAY } from '../../protocol/day.ts'
import type { TaskAnswer, TaskCounts, TaskListView } from '../../protocol/desk.ts'
import { NO_UNIT } from '../../world/registers.ts'
import type { TaskRecord } from '../../world/taskBook.ts'
import type { DeskContext } from '../deskContext.ts'
import { committeeOfTask, type TaskScope } from './taskScope.ts'

const noCounts = (): TaskCounts => ({ total: 0, open: 0, overdue: 0, unmatched: 0, answered: {} })

/** Every list with a task within reach, newest first; committees with most overdue, then most open first. One pass over all tasks. */
export function listsOverview(context: DeskContext, scope: TaskScope, only?: number): TaskListView[] {
  const { tasks, texts } = context.known()
  const today = context.today()
  const lists = new Map<number, { view: TaskListView; dueOn: number; openDueOn: number; committees: Map<number, TaskListView['committees'][number]> }>()
  const firstOf = new Map<number, number>()
  const { nodes } = context.world().layout.head
  for (let index = 0; index < tasks.length; index++) {
    const task = tasks[index]
    if (!firstOf.has(task.list)) firstOf.set(task.list, index)
    if (only !== undefined && task.list !== only || !scope.has(task)) continue
    let list = lists.get(task.list)
    if (!list) {
      const view = { id: idOf('t', firstOf.get(task.list)!), name: texts.textOf(task.list), issuedOn: dayToText(task.openedOn), dueOn: null, committees: [], ...noCounts() }
      lists.set(task.list, (list = { view, dueOn: NO_DAY, openDueOn: NO_DAY, committees: new Map() }))
    }
    const node = committeeOfTask(context, task)
    let committee = list.committees.get(node)
    if (!committee) list.committees.set(node, (committee = { id: node < 0 ? null : nodes[node].id, name: node < 0 ? '' : nodes[node].name, ...noCounts() }))
    count(list.view, task, today)
    count(committee, task, today)
    list.dueOn = earlier(list.dueOn, task.dueOn)
    if (task.closedSeq === 0) list.openDueOn = earlier(list.openDueOn, task.dueOn)
  }
  return [...lists.values()].map(({ view, dueOn, openDueOn, committees }) => {
    const due = view.open > 0 ? openDueOn : dueOn
    view.dueOn = due === NO_DAY ? null : dayToText(due)
    view.committees = [...committees.values()].sort((a, b) => b.overdue - a.overdue || b.open - a.open || a.name.localeCompare(b.name, 'zh-CN'))
    return view
  }).reverse().sort((a, b) => (a.issuedOn < b.issuedOn ? 1 : a.issuedOn > b.issuedOn ? -1 : 0))
}

export const isOverdue = ({ closedSeq, dueOn }: TaskRecord, today: number): boolean => closedSeq === 0 && dueOn !== NO_DAY && dueOn < today

function count(counts: TaskCounts, task: TaskRecord, today: number): void {
  counts.total++
  if (task.closedSeq !== 0) {
    const answer = task.answer as TaskAnswer
    counts.answered[answer] = (counts.answered[answer] ?? 0) + 1
    return
  }
  counts.open++
  if (isOverdue(task, today)) counts.overdue++
  if (task.unit === NO_UNIT) counts.unmatched++
}

const earlier = (left: number, right: number): number => (left === NO_DAY ? right : right === NO_DAY ? left : Math.min(left, right))
