import { computed, ref, shallowRef } from 'vue'
import type { DeskReport } from '../../../../server/protocol/desk.ts'
import { reportContent } from '../../../desk/reportContent.ts'
import { type NumberedReport, type SendOutcome, useCardStore } from '../../../stores/desk/cardStore.ts'

/**
 * One form that becomes reports. What was typed stays until it is in, may wait, or is given up; sent again unchanged
 * after a lost answer it has the same numbers and counts once. `seen` is what the officer had before the eyes when the
 * form was opened: news that came in behind it are shown before anything is sent over them.
 */
export function useReportForm(build: (seen: number) => DeskReport[], onDone: (outcome: 'sent' | 'kept') => void) {
  const store = useCardStore()
  const sending = ref(false)
  const outcome = shallowRef<SendOutcome | null>(null)
  let seen = store.card?.seq ?? 0
  let numbered: { content: string; ids: string[] } | null = null

  function numberReports(reports: DeskReport[]): NumberedReport[] {
    const content = reportContent(reports)
    if (numbered?.content !== content) numbered = { content, ids: reports.map(() => store.nextReportId()) }
    const { ids } = numbered
    return reports.map((report, i) => ({ ...report, id: ids[i] }))
  }

  /** The form is opened once more, over what the card says by now. */
  function begin(): void {
    seen = store.card?.seq ?? 0
    outcome.value = null
  }

  /** Some fields are not filled in as they must be: the server says what else there is, and nothing is sent. */
  async function check(): Promise<void> {
    if (sending.value) return
    sending.value = true
    try {
      outcome.value = { state: 'refused', problems: [...await store.check(numberReports(build(seen))) ?? []] }
    } finally {
      sending.value = false
    }
  }

  async function submit(): Promise<void> {
    if (sending.value) return
    sending.value = true
    outcome.value = null
    try {
      const answer = await store.send(numberReports(build(seen)), seen)
      if (answer.state === 'changed') seen = store.card?.seq ?? seen
      outcome.value = answer
      if (answer.state === 'sent' || answer.state === 'kept') onDone(answer.state)
    } finally {
      sending.value = false
    }
  }

  /** Problems of one field, or of those that no field of the form shows. */
  const problems = computed(() => (outcome.value?.state === 'refused' ? outcome.value.problems : []))
  const problemOf = (field: string): string | null => problems.value.find((problem) => problem.field === field)?.reason ?? null

  return { sending, outcome, problems, problemOf, begin, check, submit }
}
export type ReportForm = ReturnType<typeof useReportForm>
