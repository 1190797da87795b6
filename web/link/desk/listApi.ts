/** Verification lists and the region list, one function a route; the shapes are those of server/protocol/desk.ts. */

import type { DeskAnswer, RegionLine, RegionLineView, RegionPreview, TaskAnswer, TaskCandidate, TaskDetail, TaskListView, TaskPage } from '../../../server/protocol/desk.ts'
import { requestBlob, requestJson } from './requestJson.ts'

const DESK = '/api/v1/desk'
const part = encodeURIComponent
/** A file of 50 MB over a slow uplink, and its rows. */
const FILE_TIMEOUT_MS = 5 * 60_000

export interface TasksQuery { filter: string; committee: string | null; after: string | null }
export interface TaskAnswerDraft { id: string; task: string; seen: number; answer?: TaskAnswer; unit?: string; note?: string }
export interface ListImported {
  rows: number; accepted: number; duplicates: number; rejected: number; list: string; id: string | null
  columns: { header: string; takenFor: string | null }[]
  warnings: { code: string; reason: string }[]
  /** Rejected rows as CSV; null when there are none. */
  rejectsCsv: string | null
}

export const fetchLists = (signal?: AbortSignal): Promise<{ lists: TaskListView[] }> => requestJson(`${DESK}/lists`, { signal })

/** A page of tasks; ids only in the address. */
export function fetchTasks(list: string, { filter, committee, after }: TasksQuery, signal?: AbortSignal): Promise<TaskPage> {
  const query = new URLSearchParams({ filter, ...(committee === null ? {} : { committee }), ...(after === null ? {} : { after }) })
  return requestJson(`${DESK}/lists/${part(list)}?${query}`, { signal })
}
export const fetchTask = (task: string, signal?: AbortSignal): Promise<TaskDetail> => requestJson(`${DESK}/tasks/${part(task)}`, { signal })
export const fetchCandidates = (task: string, signal?: AbortSignal): Promise<{ candidates: TaskCandidate[] }> => requestJson(`${DESK}/tasks/${part(task)}/candidates`, { signal })
/** In full; the server writes the audit entry first. */
export const showTask = (task: string): Promise<TaskDetail> => requestJson(`${DESK}/tasks/${part(task)}/show`, { body: {} })
export const dialTask = (task: string): Promise<{ tel: string }> => requestJson(`${DESK}/tasks/${part(task)}/call`, { body: {} })
export const sendTaskAnswers = (answers: TaskAnswerDraft[]): Promise<DeskAnswer> => requestJson(`${DESK}/tasks/answers`, { body: { answers } })

export function importList(file: File, given: { list: string; dueOn: string }): Promise<ListImported> {
  const form = new FormData()
  // Fields first: the server reads the parts in their order.
  if (given.list.trim() !== '') form.append('list', given.list.trim())
  if (given.dueOn !== '') form.append('dueOn', given.dueOn)
  form.append('file', file)
  return requestJson(`${DESK}/lists/import`, { body: form, timeoutMs: FILE_TIMEOUT_MS })
}
/** The sender's sheet with the answers; in clear only with a reason. */
export const exportList = (list: string, reason: string | null): Promise<Blob> => requestBlob(`${DESK}/lists/${part(list)}/export`, { body: reason === null ? {} : { clear: true, reason }, timeoutMs: FILE_TIMEOUT_MS })

export const fetchRegions = (signal?: AbortSignal): Promise<{ lines: RegionLineView[]; rev: number }> => requestJson(`${DESK}/regions`, { signal })
export const previewRegions = (lines: RegionLine[], signal?: AbortSignal): Promise<RegionPreview> => requestJson(`${DESK}/regions/preview`, { body: { lines }, signal, timeoutMs: FILE_TIMEOUT_MS })
export const applyRegions = (lines: RegionLine[]): Promise<DeskAnswer> => requestJson(`${DESK}/regions`, { body: { lines } })
/** A spreadsheet as lines to look at; nothing is written. */
export function readRegionFile(file: File): Promise<{ lines: (Omit<RegionLine, 'to'> & { to?: string })[]; problems: { row: number; column: string; code: string; reason: string }[] }> {
  const form = new FormData()
  form.append('file', file)
  return requestJson(`${DESK}/regions/read`, { body: form, timeoutMs: FILE_TIMEOUT_MS })
}
