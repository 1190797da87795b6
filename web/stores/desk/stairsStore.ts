import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { newReportId } from '../../desk/newReportId.ts'
import { STAIRS_ANSWERS, type StairsAnswer, stairsReport } from '../../desk/stairsReport.ts'
import { useSessionStore } from './sessionStore.ts'
import { useUnsentStore } from './unsentStore.ts'

/** One door answered. `id` is that of its report. */
export interface StairsVisit { answer: StairsAnswer; id: string }

const KEY = 'liuse.desk.stairs'

/**
 * A walk up the stairs: which doors were answered today, and how. The reports wait in the unsent store until the line is
 * there; kept in the browser are ids only, for one day and one account.
 */
export const useStairsStore = defineStore('desk-stairs', () => {
  const session = useSessionStore()
  const unsent = useUnsentStore()
  const owner = ref<string | null>(null)
  const visits = shallowRef<ReadonlyMap<string, StairsVisit>>(new Map())
  /** Unit → what the server said against its report. */
  const refusals = computed(() => new Map(unsent.toDecide.map(({ report, refusal }) => [report.unit, { id: report.id, reason: refusal!.reason }])))
  const waiting = computed(() => new Set(unsent.toSend.map(({ report }) => report.unit)))

  /** Takes up the walk of this account and day. */
  function start(): void {
    const account = session.session?.account.id
    if (!account) return
    unsent.startFor(account)
    const key = `${KEY}.${account}`
    if (owner.value === key) return
    owner.value = key
    visits.value = readKept(key, session.session!.today)
  }

  /** False when the answer could be kept nowhere; then nothing was saved. */
  function answer(unit: string, answer: StairsAnswer, place: string): boolean {
    const id = newReportId(crypto.getRandomValues(new Uint8Array(16)))
    if (!unsent.keep([stairsReport(answer, unit, id)], place)) return false
    visits.value = new Map(visits.value).set(unit, { answer, id })
    writeKept()
    void unsent.sendAll()
    return true
  }
  /** A refused report is put away; the door counts as open again. */
  function drop(unit: string): void {
    const refusal = refusals.value.get(unit)
    if (refusal) unsent.drop(refusal.id)
    const next = new Map(visits.value)
    next.delete(unit)
    visits.value = next
    writeKept()
  }

  function writeKept(): void {
    if (owner.value === null) return
    try {
      localStorage.setItem(owner.value, JSON.stringify({ day: session.session?.today, visits: [...visits.value].map(([unit, { answer, id }]) => [unit, answer, id]) }))
    } catch {
      // Private mode, or full: the walk lasts as long as the page.
    }
  }
  return { visits, refusals, waiting, start, answer, drop }
})

function readKept(key: string, day: string): Map<string, StairsVisit> {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as { day?: unknown; visits?: unknown } | null
    if (kept === null || kept.day !== day || !Array.isArray(kept.visits)) return new Map()
    const rows = kept.visits as unknown[]
    return new Map(rows.filter((row): row is [string, StairsAnswer, string] => Array.isArray(row) && row.length === 3 && row.every((each) => typeof each === 'string') && STAIRS_ANSWERS.includes(row[1] as StairsAnswer))
      .map(([unit, answer, id]) => [unit, { answer, id }]))
  } catch {
    return new Map()
  }
}
