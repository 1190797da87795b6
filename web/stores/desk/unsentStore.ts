import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DeskReport } from '../../../server/protocol/desk.ts'
import { hasPersonalText } from '../../desk/hasPersonalText.ts'
import { sendReports } from '../../link/desk/deskApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { useDeskClockStore } from './deskClockStore.ts'
import { type ShelvedReport, unsentShelf } from './unsentShelf.ts'

/** A report that has not reached the server; it has its own number, so that sending it twice counts once. */
export interface WaitingReport {
  report: ShelvedReport
  /** What the unit is called; not kept in the browser's storage. */
  place: string | null
  /** What the server said when it was sent at last; somebody must decide. */
  refusal: { code: string; reason: string } | null
}

/** Kinds that take nothing away from what came in meanwhile: they need nobody's second look when they are sent late. */
const ADDS_ONLY: ReadonlySet<DeskReport['kind']> = new Set(['call', 'care', 'paper'])
/** A dead line is tried again this often, in ms; a browser's own `online` is quicker where it tells the truth. */
const TRY_AGAIN_MS = 15_000
const LOCK = 'liuse.desk.unsent'

/**
 * Reports that wait for the line. Only those without personal words may wait (hasPersonalText.ts): they lie in the
 * browser's storage under the account that wrote them, and are sent in that account's name only: the server refuses them
 * when somebody else is signed in by then, here or in another tab.
 */
export const useUnsentStore = defineStore('desk-unsent', () => {
  const clock = useDeskClockStore()
  const account = ref<string | null>(null)
  const waiting = shallowRef<readonly WaitingReport[]>([])
  /** Reports of other accounts that wait on this device. */
  const others = ref(0)
  const sending = ref(false)
  /** What is on its way just now. */
  const underWay = shallowRef<ReadonlySet<string>>(new Set())
  /** Ids that lie on the shelf: what another tab takes off it was sent. */
  const shelved = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let listening = false

  const toSend = computed(() => waiting.value.filter(({ refusal }) => refusal === null))
  const toDecide = computed(() => waiting.value.filter(({ refusal }) => refusal !== null))

  /** Takes up what this account left behind, and sends what may go. Another account's reports stay where they are. */
  function startFor(accountId: string): void {
    if (account.value !== accountId) {
      account.value = accountId
      waiting.value = []
      shelved.clear()
    }
    follow()
    if (!listening) {
      window.addEventListener('online', () => void sendAll())
      unsentShelf.watch(follow)
    }
    listening = true
    if (toSend.value.length > 0) void sendAll()
  }
  /** Nobody is signed in any more: what waits stays on the device. */
  function stop(): void {
    stopTrying()
    account.value = null
    waiting.value = []
    shelved.clear()
    follow()
  }

  /** What other tabs have put on the shelf, and taken off it. */
  function follow(): void {
    others.value = unsentShelf.countOfOthers(account.value)
    if (account.value === null) return
    const there = unsentShelf.reportsOf(account.value)
    const ids = new Set(there.map(({ id }) => id))
    const known = new Set(waiting.value.map(({ report }) => report.id))
    const left = waiting.value.filter(({ report }) => ids.has(report.id) || !shelved.has(report.id))
    const added = there.filter(({ id }) => !known.has(id))
    shelved.clear()
    for (const id of ids) shelved.add(id)
    if (left.length < waiting.value.length || added.length > 0) waiting.value = [...left, ...added.map((report) => ({ report, place: null, refusal: null }))]
  }

  /** False when a report may not wait; then none of them does, and the page has to say that nothing was saved. */
  function keep(reports: readonly ShelvedReport[], place: string | null): boolean {
    if (account.value === null || reports.some(hasPersonalText)) return false
    const known = new Set(waiting.value.map(({ report }) => report.id))
    // The day of the tap counts, whenever it is sent.
    const at = clock.now() ?? undefined
    const added = reports.filter(({ id }) => !known.has(id)).map((report) => ({ report: { at, ...report, ...(ADDS_ONLY.has(report.kind) && { seen: undefined }) }, place, refusal: null }))
    for (const { report } of added) shelve(report)
    waiting.value = [...waiting.value, ...added]
    plan()
    return true
  }

  function drop(id: string): void {
    if (account.value !== null) unsentShelf.take(account.value, id)
    shelved.delete(id)
    waiting.value = waiting.value.filter(({ report }) => report.id !== id)
  }

  /** Sends one that was refused again, whatever came in since: the officer has seen it and decided. */
  function sendAnyway(id: string): Promise<void> {
    waiting.value = waiting.value.map((one) => {
      if (one.report.id !== id) return one
      const report = { ...one.report, seen: undefined }
      shelve(report)
      return { ...one, report, refusal: null }
    })
    return sendAll()
  }

  async function sendAll(): Promise<void> {
    if (sending.value || account.value === null || toSend.value.length === 0) return
    sending.value = true
    try {
      await exclusively(sendBatch)
    } finally {
      sending.value = false
      underWay.value = new Set()
    }
  }

  async function sendBatch(): Promise<void> {
    // Another tab of this account may have sent some of them while this one waited its turn.
    follow()
    const author = account.value
    if (author === null) return
    const batch = toSend.value
    underWay.value = new Set(batch.map(({ report }) => report.id))
    let isOver = false
    for (const part of inParts(batch)) if (!isOver) isOver = await sendPart(author, part) === 'signed-out'
    // Without a session nothing goes; whoever signs in starts anew.
    if (isOver) stopTrying()
    else plan()
  }

  async function sendPart(author: string, part: readonly WaitingReport[]): Promise<'answered' | DeskRequestError['code']> {
    const sent = new Set(part.map(({ report }) => report.id))
    try {
      const { problems } = await sendReports(part.map(({ report }) => report), false, author)
      const refused = new Map(problems.map((problem) => [part[problem.index]?.report.id, { code: problem.code, reason: problem.reason }]))
      for (const id of sent) if (!refused.has(id)) unsentShelf.take(author, id)
      if (account.value === author) {
        waiting.value = waiting.value.filter(({ report }) => !sent.has(report.id) || refused.has(report.id))
          .map((one) => ({ ...one, refusal: refused.get(one.report.id) ?? one.refusal }))
      }
      return 'answered'
    } catch (error) {
      if (!(error instanceof DeskRequestError)) throw error
      // Refused as a whole (a right that was taken away): it would be refused for ever.
      if (error.code === 'refused') waiting.value = waiting.value.map((one) => (part.includes(one) ? { ...one, refusal: { code: error.problem ?? 'refused', reason: error.reason ?? '' } } : one))
      return error.code
    }
  }

  function stopTrying(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  function plan(): void {
    stopTrying()
    timer = toSend.value.length === 0 ? null : setTimeout(() => void sendAll(), TRY_AGAIN_MS)
  }

  function shelve(report: ShelvedReport): void {
    if (account.value !== null && unsentShelf.put(account.value, report)) shelved.add(report.id)
  }

  return { waiting, toSend, toDecide, others, sending, underWay, startFor, stop, keep, drop, sendAll, sendAnyway }
})

/** In their order, for a certificate comes after its release. Releases are one person's each, and go one by one: together they would be a change of many. */
function inParts(batch: readonly WaitingReport[]): WaitingReport[][] {
  const parts: WaitingReport[][] = []
  for (const one of batch) {
    const last = parts.at(-1)
    if (last && !isRelease(one.report) && !isRelease(last[0].report)) last.push(one)
    else parts.push([one])
  }
  return parts
}

const isRelease = (report: ShelvedReport): boolean => report.kind === 'officer' && report.releasedOn !== undefined

/** One tab at a time, where the browser can see to that (https); elsewhere the reports' own numbers keep them from counting twice. */
async function exclusively(work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager }
  await (locks ? locks.request(LOCK, work) : work())
}
