import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { DeskReport } from '../../../server/protocol/desk.ts'
import type { BulkUnit } from '../../desk/bulkUnit.ts'
import { finishedRegistrations } from '../../desk/finishedRegistrations.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { fetchUnitCard, sendBulk } from '../../link/desk/deskApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { usePlacesStore } from './placesStore.ts'
import { useSessionStore } from './sessionStore.ts'

/** One change for many units. `prepared` is what the one confirmation is about; `sent` may have left some units as they were. */
export type BulkState =
  | { step: 'choosing' }
  | { step: 'reading'; done: number; of: number }
  | { step: 'prepared'; reports: NumberedReport[]; units: number; leftOut: string[] }
  | { step: 'sending'; done: number; of: number; stopping: boolean }
  | { step: 'sent'; units: number; problems: BulkProblem[] }
  /** Stopped when it was asked to, or the line or the session went in the middle; what is left keeps its numbers and can be sent again. */
  | { step: 'broken'; left: NumberedReport[]; doneUnits: number; problems: BulkProblem[]; why: DeskRequestError['code'] | 'asked'; reason: string | null }

/** A unit that stayed as it was, and why. */
export interface BulkProblem { unit: string; reason: string }
type NumberedReport = DeskReport & { id: string }

/** Cards read at the same time, and reports in one request: other officers work on the same server. */
const READ_AT_ONCE = 4
const SEND_AT_ONCE = 100

export const useBulkStore = defineStore('desk-bulk', () => {
  const places = usePlacesStore()
  const session = useSessionStore()
  const state = shallowRef<BulkState>({ step: 'choosing' })
  /** What the units of the change are called; they may have left the list by the time their outcome is told. */
  const units = shallowRef<ReadonlyMap<string, BulkUnit>>(new Map())
  let round = 0
  let stopAsked = false

  function reset(): void {
    round++
    state.value = { step: 'choosing' }
    units.value = new Map()
  }

  // What one account chose is none of the next one's.
  watch(() => [session.beginnings, session.session === null], reset)

  /**
   * Reads who is there, and prepares the release of everybody whose registration is over; red and orange stay out. What
   * was seen is what the list said: a home with something newer is refused by the server. Throws DeskRequestError.
   */
  async function prepareFinished(chosen: readonly BulkUnit[]): Promise<void> {
    const ours = ++round
    const { pack, day } = places
    if (pack === null) return
    const reports: DeskReport[] = []
    const leftOut: string[] = []
    const queue = chosen.values()
    let done = 0
    state.value = { step: 'reading', done, of: chosen.length }
    const read = async (): Promise<void> => {
      for (const unit of queue) {
        if (ours !== round) return
        const found = finishedRegistrations({ ...(await fetchUnitCard(unit.id)), seq: unit.seq }, pack, day)
        if (found.length === 0) leftOut.push(unit.id)
        reports.push(...found)
        if (ours === round) state.value = { step: 'reading', done: ++done, of: chosen.length }
      }
    }
    try {
      await Promise.all(Array.from({ length: READ_AT_ONCE }, read))
    } catch (error) {
      if (ours === round) reset()
      throw error
    }
    if (ours === round) prepare(reports, chosen, leftOut)
  }

  function prepare(reports: readonly DeskReport[], chosen: readonly BulkUnit[] = [], leftOut: string[] = []): void {
    const numbered = reports.map((report) => ({ ...report, id: newReportId(crypto.getRandomValues(new Uint8Array(16))) }))
    units.value = new Map(chosen.map((unit) => [unit.id, unit]))
    state.value = { step: 'prepared', reports: numbered, units: countUnits(reports), leftOut }
  }

  /** Sends what was confirmed, or what is left of it, piece by piece. Every refused report is told with its unit. */
  async function send(): Promise<void> {
    const before = state.value
    if (before.step !== 'prepared' && before.step !== 'broken') return
    const ours = ++round
    const queue = before.step === 'prepared' ? before.reports : before.left
    const problems = before.step === 'broken' ? [...before.problems] : []
    let doneUnits = before.step === 'broken' ? before.doneUnits : 0
    stopAsked = false
    for (let from = 0; from < queue.length;) {
      if (stopAsked) {
        state.value = { step: 'broken', left: queue.slice(from), doneUnits, problems, why: 'asked', reason: null }
        return
      }
      // Reports of one unit go together, or the first would make the second come too late.
      let to = Math.min(from + SEND_AT_ONCE, queue.length)
      while (to < queue.length && queue[to].unit === queue[to - 1].unit) to++
      const batch = queue.slice(from, to)
      state.value = { step: 'sending', done: from, of: queue.length, stopping: false }
      try {
        const answer = await sendBulk(batch)
        // Somebody else is signed in by now; what came of it is none of theirs.
        if (ours !== round) return
        const refused = new Set(answer.problems.map(({ index }) => batch[index]?.unit))
        problems.push(...answer.problems.flatMap(({ index, reason }) => (batch[index] ? [{ unit: batch[index].unit, reason }] : [])))
        doneUnits += new Set(batch.map(({ unit }) => unit).filter((unit) => !refused.has(unit))).size
      } catch (error) {
        if (!(error instanceof DeskRequestError)) throw error
        if (ours === round) state.value = { step: 'broken', left: queue.slice(from), doneUnits, problems, why: error.code, reason: error.reason }
        return
      }
      from = to
    }
    state.value = { step: 'sent', units: doneUnits, problems }
  }

  /** What is under way is finished, and nothing after it is begun. */
  function stop(): void {
    if (state.value.step === 'reading') reset()
    if (state.value.step !== 'sending') return
    stopAsked = true
    state.value = { ...state.value, stopping: true }
  }

  return { state, units, reset, prepareFinished, prepare, send, stop }
})

export const countUnits = (all: readonly { unit: string }[]): number => new Set(all.map(({ unit }) => unit)).size
