/** What the report and hand-over pages ask the server; the shapes are those of server/protocol/deskReport.ts. */

import type { DailyReportList, DailyReportView, FigureReason, FilledForm, FormCellChoice, FormSummary, FormView, HandOverView } from '../../../server/protocol/deskReport.ts'
import { requestBlob, requestJson } from './requestJson.ts'

const DESK = '/api/v1/desk'
const part = encodeURIComponent
/** Working out two days over a whole sub-district takes seconds on a small server. */
const SLOW = { timeoutMs: 90_000 }

export const fetchReportDays = (): Promise<DailyReportList> => requestJson(`${DESK}/daily`)
/** `day` is `now` or `YYYY-MM-DD`. */
export const fetchReport = (day: string): Promise<DailyReportView> => requestJson(`${DESK}/daily/${part(day)}`, SLOW)
export const fetchReason = (day: string, figure: string, place: string): Promise<FigureReason> => requestJson(`${DESK}/daily/${part(day)}/reasons?figure=${part(figure)}&place=${part(place)}`, SLOW)
export const fetchReportFile = (day: string, format: 'xlsx' | 'csv'): Promise<Blob> => requestBlob(`${DESK}/daily/${part(day)}/files/${format}`, SLOW)
export const postReportTime = (time: string): Promise<DailyReportList> => requestJson(`${DESK}/daily-time`, { body: { time } })

export const fetchForms = (): Promise<{ forms: FormSummary[] }> => requestJson(`${DESK}/report-forms`)
export const fetchForm = (id: string): Promise<FormView> => requestJson(`${DESK}/report-forms/${part(id)}`)
export function postForm(file: File): Promise<FormView> {
  const body = new FormData()
  body.append('file', file)
  return requestJson(`${DESK}/report-forms`, { body, ...SLOW })
}
export const postMapping = (id: string, cells: readonly FormCellChoice[]): Promise<FormView> => requestJson(`${DESK}/report-forms/${part(id)}/mapping`, { body: { cells } })
export const deleteForm = (id: string): Promise<void> => requestJson(`${DESK}/report-forms/${part(id)}`, { method: 'DELETE' })
export const fetchFilled = (id: string, day: string): Promise<FilledForm> => requestJson(`${DESK}/report-forms/${part(id)}/filled/${part(day)}`, SLOW)
export const fetchFilledFile = (id: string, day: string): Promise<Blob> => requestBlob(`${DESK}/report-forms/${part(id)}/files/${part(day)}`, SLOW)

export const fetchHandOver = (): Promise<HandOverView> => requestJson(`${DESK}/hand-over`, SLOW)
export const postHandOverNote = (place: string, note: string): Promise<HandOverView> => requestJson(`${DESK}/hand-over/notes`, { body: { place, note } })
export const closeHandOverNote = (id: number): Promise<HandOverView> => requestJson(`${DESK}/hand-over/notes/${id}/done`, { body: {} })
