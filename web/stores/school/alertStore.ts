import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { AlertDetail, AlertFilter, AlertLine, AlertPage, AlertStepDraft, AlertView, AlertVerdict, SchoolAlertsEvent } from '../../../server/protocol/school.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { closeAlertGroup, fetchAlert, fetchAlerts, fetchAlertTimes, fetchAuthority, sendAlertSteps, setAuthority } from '../../link/school/alertApi.ts'
import { createNewest } from '../createNewest.ts'
import { answerOf } from '../desk/answerOf.ts'
import { useSessionStore } from '../desk/sessionStore.ts'

/** What is looked at: everything else is asked of the server. */
export interface AlertsShown { filter: AlertFilter; rule: string | null; campus: string | null }

/** What became of a step: null when it is kept, else what to say. */
export type StepProblem = { code: 'refused' | 'changed' | 'not-saved'; reason: string | null } | null

/** Alerts of the scope, page by page, and the one that is open. */
export const useAlertStore = defineStore('school-alerts', () => {
  const page = shallowRef<Omit<AlertPage, 'alerts' | 'next'> | null>(null)
  const alerts = shallowRef<AlertLine[]>([])
  const next = ref<string | null>(null)
  const detail = shallowRef<AlertDetail | null>(null)
  const loading = ref(false)
  const failure = shallowRef<DeskRequestError | null>(null)
  let shown: AlertsShown = { filter: 'todo', rule: null, campus: null }
  let open: string | null = null
  /** Answers to an earlier question come too late. */
  let question = 0
  let opening = 0
  const newestPage = createNewest()
  const newestDetail = createNewest()
  /** What the link told before there was a page to compare it with. */
  let heard = -1

  async function show(what: AlertsShown): Promise<void> {
    shown = what
    await read(null)
  }
  async function more(): Promise<void> {
    if (next.value !== null && !loading.value) await read(next.value)
  }
  const read = (after: string | null): Promise<void> => newestPage(() => readOnce(after))
  async function readOnce(after: string | null): Promise<void> {
    const mine = ++question
    heard = -1
    loading.value = true
    try {
      const { alerts: found, next: following, ...rest } = await fetchAlerts({ ...shown, after })
      if (mine !== question) return
      alerts.value = after === null ? found : [...alerts.value, ...found]
      next.value = following
      page.value = rest
      failure.value = null
      if (heard > rest.rev) void refresh()
    } catch (error) {
      if (mine === question) failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
    } finally {
      if (mine === question) loading.value = false
    }
  }

  /** Opens one; null closes it. */
  async function choose(id: string | null): Promise<void> {
    open = id
    if (id === null || detail.value?.alert.id !== id) detail.value = null
    if (id !== null) await newestDetail(() => readDetail(id))
  }
  async function readDetail(id: string): Promise<void> {
    const mine = ++opening
    const { value, reason } = await answerOf(fetchAlert(id))
    if (mine !== opening || open !== id) return
    if (value) detail.value = value
    else failure.value = new DeskRequestError('refused', 0, null, reason)
  }

  /** Something changed somewhere: what is shown is read again, where it stands. */
  async function refresh(): Promise<void> {
    await Promise.all([read(null), open === null ? null : choose(open)])
  }
  /** News of the link. */
  function hear(news: SchoolAlertsEvent | null): void {
    if (news !== null && page.value === null) heard = Math.max(heard, news.rev)
    // Time alone makes alerts overdue: such news has the revision that is shown.
    if (news !== null && page.value !== null && (news.rev > page.value.rev || (news.campuses !== null && news.rev === page.value.rev))) void refresh()
  }

  /** Told when queue and alert are as new as what was asked last. */
  async function step(alert: AlertView, ...steps: AlertStepDraft[]): Promise<StepProblem> {
    const numbered = steps.map((each) => ({ id: newReportId(crypto.getRandomValues(new Uint8Array(16))), ...each }))
    const { value, reason } = await answerOf(sendAlertSteps(alert.id, numbered, alert.seq))
    await refresh()
    if (!value) return { code: 'not-saved', reason }
    const [problem] = value.problems
    return problem ? { code: problem.code === 'alert-changed' ? 'changed' : 'refused', reason: problem.reason } : null
  }
  /** One after the other: each is told on its own whether somebody was there before. Returns how many are known now. */
  async function acknowledgeAll(of: readonly AlertView[]): Promise<number> {
    let known = 0
    for (const { id, seq } of of) {
      const { value } = await answerOf(sendAlertSteps(id, [{ id: newReportId(crypto.getRandomValues(new Uint8Array(16))), act: 'acknowledge' }], seq))
      if (!value) break
      known += value.accepted
    }
    await refresh()
    return known
  }
  async function closeGroup(alert: AlertView, verdict: AlertVerdict, note: string, confirmed: number): Promise<StepProblem> {
    const { value, reason } = await answerOf(closeAlertGroup(alert.id, verdict, note, confirmed))
    await refresh()
    if (!value) return { code: 'refused', reason }
    const [problem] = value.problems
    return problem ? { code: 'refused', reason: problem.reason } : null
  }

  function forget(): void {
    question++
    opening++
    open = null
    page.value = null
    alerts.value = []
    next.value = null
    detail.value = null
    failure.value = null
    loading.value = false
  }
  // What the last one had on the screen is none of the next one's.
  watch(() => useSessionStore().beginnings, forget, { flush: 'sync' })
  return {
    page, alerts, next, detail, loading, failure, show, more, choose, refresh, hear, step, acknowledgeAll, closeGroup,
    times: (from: string | null, to: string | null) => answerOf(fetchAlertTimes(from, to)),
    authority: () => answerOf(fetchAuthority()),
    setAuthority: (body: { url: string; secret?: string; enabled: boolean }) => answerOf(setAuthority(body)),
  }
})
