import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CellView, DeskReport } from '../../../server/protocol/desk.ts'
import { finishedRegistrations } from '../../desk/finishedRegistrations.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { fetchUnitCard, sendReports } from '../../link/desk/deskApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { usePlacesStore } from './placesStore.ts'

/** One change for many units. `prepared` is what the one confirmation is about; `sent` may have left some units as they were. */
export type BulkState =
  | { step: 'choosing' }
  | { step: 'reading'; done: number; of: number }
  | { step: 'prepared'; reports: NumberedReport[]; units: number; leftOut: string[] }
  | { step: 'sending'; done: number; of: number }
  | { step: 'sent'; units: number; problems: { unit: string; reason: string }[] }
  /** The line or the session went in the middle; what is left keeps its numbers and can be sent again. */
  | { step: 'broken'; left: NumberedReport[]; doneUnits: number; problems: { unit: string; reason: string }[]; why: DeskRequestError['code']; reason: string | null }

type NumberedReport = DeskReport & { id: string }

/** Cards read at the same time, and reports in one request: other officers work on the same server. */
const READ_AT_ONCE = 4
const SEND_AT_ONCE = 100

export const useBulkStore = defineStore('desk-bulk', () => {
  const places = usePlacesStore()
  const state = shallowRef<BulkState>({ step: 'choosing' })
  const failure = ref<string | null>(null)
  let round = 0

  function reset(): void {
    round++
    state.value = { step: 'choosing' }
    failure.value = null
  }

  /** Reads who is there, and prepares the release of everybody whose registration is over; red and orange stay out. Throws DeskRequestError. */
  async function prepareFinished(units: readonly CellView[]): Promise<void> {
    const ours = ++round
    const { pack, day } = places
    if (pack === null) return
    const reports: DeskReport[] = []
    const leftOut: string[] = []
    const queue = [...units]
    let done = 0
    state.value = { step: 'reading', done, of: units.length }
    const read = async (): Promise<void> => {
      for (let cell = queue.shift(); cell !== undefined && ours === round; cell = queue.shift()) {
        const found = finishedRegistrations(await fetchUnitCard(cell.id), pack, day)
        if (found.length === 0) leftOut.push(cell.id)
        reports.push(...found)
        if (ours === round) state.value = { step: 'reading', done: ++done, of: units.length }
      }
    }
    try {
      await Promise.all(Array.from({ length: READ_AT_ONCE }, read))
    } catch (error) {
      if (ours === round) reset()
      throw error
    }
    if (ours === round) prepare(reports, leftOut)
  }

  function prepare(reports: readonly DeskReport[], leftOut: string[] = []): void {
    const numbered = reports.map((report) => ({ ...report, id: newReportId(crypto.getRandomValues(new Uint8Array(16))) }))
    state.value = { step: 'prepared', reports: numbered, units: new Set(reports.map(({ unit }) => unit)).size, leftOut }
  }

  /** Sends what was confirmed, or what is left of it. Every refused report is told with its unit. */
  async function send(): Promise<void> {
    const before = state.value
    if (before.step !== 'prepared' && before.step !== 'broken') return
    const queue = before.step === 'prepared' ? before.reports : before.left
    const problems = before.step === 'broken' ? [...before.problems] : []
    let doneUnits = before.step === 'broken' ? before.doneUnits : 0
    for (let from = 0; from < queue.length;) {
      // Reports of one unit go together, or the first would make the second come too late.
      let to = Math.min(from + SEND_AT_ONCE, queue.length)
      while (to < queue.length && queue[to].unit === queue[to - 1].unit) to++
      const batch = queue.slice(from, to)
      state.value = { step: 'sending', done: from, of: queue.length }
      try {
        const answer = await sendReports(batch)
        const refused = new Set(answer.problems.map(({ index }) => batch[index]?.unit))
        problems.push(...answer.problems.flatMap(({ index, reason }) => (batch[index] ? [{ unit: batch[index].unit, reason }] : [])))
        doneUnits += new Set(batch.map(({ unit }) => unit).filter((unit) => !refused.has(unit))).size
      } catch (error) {
        if (!(error instanceof DeskRequestError)) throw error
        state.value = { step: 'broken', left: queue.slice(from), doneUnits, problems, why: error.code, reason: error.reason }
        return
      }
      from = to
    }
    state.value = { step: 'sent', units: doneUnits, problems }
  }

  return { state, failure, reset, prepareFinished, prepare, send }
})
