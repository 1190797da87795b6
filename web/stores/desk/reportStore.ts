import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { DailyReportList, DailyReportView, FigureReason } from '../../../server/protocol/deskReport.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchReason, fetchReport, fetchReportDays, fetchReportFile, postReportTime } from '../../link/desk/reportApi.ts'

/** The daily report that is looked at: of a fixed day, or as it stands now. */
export const useReportStore = defineStore('desk-report', () => {
  const days = shallowRef<DailyReportList | null>(null)
  /** `now` or `YYYY-MM-DD`. */
  const day = ref('now')
  const report = shallowRef<DailyReportView | null>(null)
  const reason = shallowRef<FigureReason | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  const busy = ref(false)
  let asked = 0

  /** Whatever was asked last counts; an answer that comes after another question is let go. */
  async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    const ours = ++asked
    busy.value = true
    failure.value = null
    try {
      const answer = await work()
      return ours === asked ? answer : null
    } catch (error) {
      if (ours === asked) failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      return null
    } finally {
      if (ours === asked) busy.value = false
    }
  }

  /** The days, and the report of today: the fixed one when there is one. */
  async function load(): Promise<void> {
    const list = await ask(fetchReportDays)
    if (!list) return
    days.value = list
    await show(list.days[0]?.day === list.today ? list.today : 'now')
  }
  async function show(next: string): Promise<void> {
    day.value = next
    reason.value = null
    const answer = await ask(() => fetchReport(next))
    if (answer) report.value = answer
    else if (failure.value?.status === 404) report.value = null
  }
  async function explain(figure: string, place: string): Promise<void> {
    reason.value = null
    const answer = await ask(() => fetchReason(day.value, figure, place))
    if (answer) reason.value = answer
  }
  const file = (format: 'xlsx' | 'csv'): Promise<Blob | null> => ask(() => fetchReportFile(day.value, format))
  async function setTime(time: string): Promise<boolean> {
    const list = await ask(() => postReportTime(time))
    if (list) days.value = list
    return list !== null
  }
  function forget(): void {
    asked++
    days.value = report.value = reason.value = failure.value = null
    day.value = 'now'
    busy.value = false
  }
  return { days, day, report, reason, failure, busy, load, show, explain, file, setTime, forget }
})
