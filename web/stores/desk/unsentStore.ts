import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DeskReport } from '../../../server/protocol/desk.ts'
import { hasPersonalText } from '../../desk/hasPersonalText.ts'
import { sendReports } from '../../link/desk/deskApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'

/** A report that has not reached the server; it has its own number, so that sending it twice counts once. */
export interface WaitingReport {
  report: DeskReport & { id: string }
  /** What the unit is called; not kept in the browser's storage. */
  place: string | null
  /** What the server said when it was sent at last; somebody must decide. */
  refusal: { code: string; reason: string } | null
}

const KEY = 'liuse.desk.unsent'
/** Kinds that take nothing away from what came in meanwhile: they need nobody's second look when they are sent late. */
const ADDS_ONLY: ReadonlySet<DeskReport['kind']> = new Set(['call', 'care', 'paper'])
/** A dead line is tried again this often, in ms; a browser's own `online` is quicker where it tells the truth. */
const TRY_AGAIN_MS = 15_000

/**
 * Reports that wait for the line. Only those without personal words may wait (hasPersonalText.ts): they lie in the
 * browser's storage, under the account that wrote them, and nobody else's session sends them.
 */
export const useUnsentStore = defineStore('desk-unsent', () => {
  const account = ref<string | null>(null)
  const waiting = shallowRef<readonly WaitingReport[]>([])
  const sending = ref(false)
  let timer: ReturnType<typeof setTimeout> | null = null
  let listening = false

  const toSend = computed(() => waiting.value.filter(({ refusal }) => refusal === null))
  const toDecide = computed(() => waiting.value.filter(({ refusal }) => refusal !== null))

  /** Takes up what this account left behind. Another account's reports stay where they are. */
  function startFor(accountId: string): void {
    if (account.value === accountId) return
    account.value = accountId
    waiting.value = readKept(accountId)
    if (!listening) window.addEventListener('online', () => void sendAll())
    listening = true
    if (waiting.value.length > 0) void sendAll()
  }

  /** False when a report may not wait; then none of them does, and the page has to say that nothing was saved. */
  function keep(reports: readonly (DeskReport & { id: string })[], place: string | null): boolean {
    if (account.value === null || reports.some(hasPersonalText)) return false
    const known = new Set(waiting.value.map(({ report }) => report.id))
    replace([...waiting.value, ...reports.filter(({ id }) => !known.has(id)).map((report) => ({ report: ADDS_ONLY.has(report.kind) ? { ...report, seen: undefined } : report, place, refusal: null }))])
    plan()
    return true
  }

  function drop(id: string): void {
    replace(waiting.value.filter(({ report }) => report.id !== id))
  }

  /** Sends one that was refused again, whatever came in since: the officer has seen it and decided. */
  function sendAnyway(id: string): Promise<void> {
    replace(waiting.value.map((one) => (one.report.id === id ? { ...one, report: { ...one.report, seen: undefined }, refusal: null } : one)))
    return sendAll()
  }

  async function sendAll(): Promise<void> {
    const batch = toSend.value
    if (sending.value || batch.length === 0) return
    sending.value = true
    try {
      const { problems } = await sendReports(batch.map(({ report }) => report))
      const refused = new Map(problems.map((problem) => [batch[problem.index]?.report.id, { code: problem.code, reason: problem.reason }]))
      const sent = new Set(batch.map(({ report }) => report.id))
      replace(waiting.value.filter(({ report }) => !sent.has(report.id) || refused.has(report.id))
        .map((one) => ({ ...one, refusal: refused.get(one.report.id) ?? one.refusal })))
    } catch (error) {
      if (!(error instanceof DeskRequestError)) throw error
      // Refused as a whole (a right that was taken away): it would be refused for ever.
      if (error.code === 'refused') replace(waiting.value.map((one) => (batch.includes(one) ? { ...one, refusal: { code: error.problem ?? 'refused', reason: error.reason ?? '' } } : one)))
    } finally {
      sending.value = false
      plan()
    }
  }

  function plan(): void {
    if (timer !== null) clearTimeout(timer)
    timer = toSend.value.length === 0 ? null : setTimeout(() => void sendAll(), TRY_AGAIN_MS)
  }

  function replace(next: readonly WaitingReport[]): void {
    waiting.value = next
    if (account.value !== null) writeKept(account.value, next)
  }

  return { waiting, toSend, toDecide, sending, startFor, keep, drop, sendAll, sendAnyway }
})

const keyOf = (accountId: string): string => `${KEY}.${accountId}`

function readKept(accountId: string): WaitingReport[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(accountId)) ?? '[]')
    if (!Array.isArray(kept)) return []
    return (kept as (DeskReport & { id: string })[]).filter((report) => typeof report?.id === 'string' && typeof report.unit === 'string')
      .map((report) => ({ report, place: null, refusal: null }))
  } catch {
    return []
  }
}

function writeKept(accountId: string, waiting: readonly WaitingReport[]): void {
  try {
    const reports = waiting.map(({ report }) => report).filter((report) => !hasPersonalText(report))
    if (reports.length === 0) localStorage.removeItem(keyOf(accountId))
    else localStorage.setItem(keyOf(accountId), JSON.stringify(reports))
  } catch {
    // Private mode, or full: they wait as long as the page is open.
  }
}
