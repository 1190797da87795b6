import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { TaskAnswer, TaskListView, TaskView } from '../../../server/protocol/desk.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { searchDesk } from '../../link/desk/deskApi.ts'
import { dialTask, exportList, fetchCandidates, fetchLists, fetchTask, fetchTasks, importList, sendTaskAnswers, showTask } from '../../link/desk/listApi.ts'
import { answerOf } from './answerOf.ts'
import { useSessionStore } from './sessionStore.ts'

export type { ListImported } from '../../link/desk/listApi.ts'

export type ListFilter = 'all' | 'open' | 'overdue' | 'unmatched' | 'answered'

/** What became of an answer: `null` when it is kept, else what to say. */
export type AnswerProblem = { code: 'refused' | 'changed' | 'not-saved'; reason: string | null } | null

/** Verification lists of the scope, and the tasks of the one that is open, page by page. */
export const useListsStore = defineStore('desk-lists', () => {
  const lists = shallowRef<TaskListView[] | null>(null)
  const list = shallowRef<TaskListView | null>(null)
  const tasks = shallowRef<TaskView[]>([])
  const next = ref<string | null>(null)
  const loading = ref(false)
  const failure = shallowRef<DeskRequestError | null>(null)
  /** What is shown: answers to an earlier question come too late. */
  let asked: { list: string; filter: ListFilter; committee: string | null } | null = null
  let question = 0

  async function loadLists(): Promise<void> {
    try {
      lists.value = (await fetchLists()).lists
      failure.value = null
    } catch (error) {
      failure.value = asRequestError(error)
    }
  }

  async function open(id: string, filter: ListFilter, committee: string | null): Promise<void> {
    if (asked?.list !== id) list.value = null
    asked = { list: id, filter, committee }
    tasks.value = []
    next.value = null
    await read(null)
  }
  /** The next page, when there is one. */
  async function more(): Promise<void> {
    if (next.value !== null && !loading.value) await read(next.value)
  }

  async function read(after: string | null): Promise<void> {
    if (asked === null) return
    const mine = ++question
    const { list: id, filter, committee } = asked
    loading.value = true
    try {
      const page = await fetchTasks(id, { filter, committee, after })
      if (mine !== question) return
      list.value = page.list
      tasks.value = after === null ? page.tasks : [...tasks.value, ...page.tasks]
      next.value = page.next
      failure.value = null
    } catch (error) {
      if (mine === question) failure.value = asRequestError(error)
    } finally {
      if (mine === question) loading.value = false
    }
  }

  /** Says what became of a task, or which unit it is about. The row changes in its place: nobody's finger loses it. */
  async function say(task: TaskView, said: { answer?: TaskAnswer; unit?: string; note?: string }, author: string): Promise<AnswerProblem> {
    try {
      const { rev, problems } = await sendTaskAnswers([{ id: newReportId(crypto.getRandomValues(new Uint8Array(16))), task: task.id, seen: task.seq, ...said }])
      if (problems.length > 0) return { code: problems[0].code === 'changed-meanwhile' ? 'changed' : 'refused', reason: problems[0].reason }
      // A unit has an address and a committee that only the server knows.
      const answered: TaskView = said.answer
        ? { ...task, answer: said.answer, note: said.note ?? null, by: author, overdue: false, seq: rev }
        : await fetchTask(task.id).then((detail) => detail.task, () => ({ ...task, unit: said.unit ?? task.unit, answer: null, seq: rev }))
      tasks.value = tasks.value.map((each) => (each.id === task.id ? answered : each))
      void refreshCounts()
      return null
    } catch (error) {
      const known = asRequestError(error)
      return { code: 'not-saved', reason: known.reason }
    }
  }

  async function refreshCounts(): Promise<void> {
    if (asked === null) return
    const { list: id } = asked
    try {
      const { list: fresh } = await fetchTasks(id, { filter: 'unmatched', committee: null, after: null })
      if (asked.list === id) list.value = fresh
    } catch {
      // The counts come with the next page.
    }
  }

  function forget(): void {
    asked = null
    question++
    lists.value = null
    list.value = null
    tasks.value = []
    next.value = null
    failure.value = null
    loading.value = false
  }
  // What the last one had on the screen is none of the next one's.
  watch(() => useSessionStore().beginnings, forget, { flush: 'sync' })
  return {
    lists, list, tasks, next, loading, failure, loadLists, open, more, say, forget,
    detail: (task: string) => answerOf(fetchTask(task)),
    show: (task: string) => answerOf(showTask(task)),
    dial: (task: string) => answerOf(dialTask(task)),
    candidates: (task: string) => answerOf(fetchCandidates(task)),
    findUnits: (text: string) => answerOf(searchDesk(text, MOST_FOUND)),
    importFile: (file: File, given: { list: string; dueOn: string }) => answerOf(importList(file, given)),
    exportSheet: (id: string, reason: string | null) => answerOf(exportList(id, reason)),
  }
})

/** Homes to choose from by hand. */
const MOST_FOUND = 12

const asRequestError = (error: unknown): DeskRequestError => (error instanceof DeskRequestError ? error : new DeskRequestError('network'))
