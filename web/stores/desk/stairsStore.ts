import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { newReportId } from '../../desk/newReportId.ts'
import { STAIRS_ANSWERS, type StairsAnswer, stairsReport } from '../../desk/stairsReport.ts'
import { useDeskClockStore } from './deskClockStore.ts'
import { deviceStorage } from './deviceStorage.ts'
import { useSessionStore } from './sessionStore.ts'
import { useUnsentStore } from './unsentStore.ts'

/** One door answered. `id` is that of its report. */
export interface StairsVisit { answer: StairsAnswer; id: string }

const PREFIX = 'liuse.desk.stairs.'

/**
 * A walk up the stairs of one building: which doors were answered today, and how. The reports wait in the unsent store
 * until the line is there; kept in the browser are ids only, for one day, one account and one building.
 */
export const useStairsStore = defineStore('desk-stairs', () => {
  const session = useSessionStore()
  const unsent = useUnsentStore()
  const clock = useDeskClockStore()
  const owner = ref<string | null>(null)
  const visits = shallowRef<ReadonlyMap<string, StairsVisit>>(new Map())
  /** Unit → what the server said against its report. */
  const refusals = computed(() => new Map(unsent.toDecide.map(({ report, refusal }) => [report.unit, { id: report.id, ...refusal! }])))
  const waiting = computed(() => new Set(unsent.toSend.map(({ report }) => report.unit)))
  const today = (): string => clock.today(session.walker?.zoneOffsetMinutes ?? 0)

  /** Takes up this account's walk of this building and day. */
  function start(building: string): void {
    const account = session.walker?.account
    if (!account) return
    // Without a line too: what is tapped waits under whoever was signed in here last.
    unsent.startFor(account)
    const key = `${PREFIX}${account}/${building}`
    if (owner.value === key) return
    owner.value = key
    for (const each of deviceStorage.keys(PREFIX)) if (readKept(each, today()) === null) deviceStorage.remove(each)
    visits.value = readKept(key, today()) ?? new Map()
  }

  /** `seen`: the unit's newest entry that the walker had in front of them. False when the answer could be kept nowhere; then nothing was saved. */
  function answer(unit: string, answer: StairsAnswer, seen: number, place: string): boolean {
    const id = newReportId(crypto.getRandomValues(new Uint8Array(16)))
    const before = visits.value.get(unit)?.id
    if (!unsent.keep([stairsReport(answer, unit, seen, id)], place)) return false
    // Who taps again before the first was sent has corrected it.
    if (before !== undefined && !unsent.underWay.has(before)) unsent.drop(before)
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
  /** The walker has seen what came in since, and what was found stands. */
  async function sendAnyway(unit: string): Promise<void> {
    const refusal = refusals.value.get(unit)
    if (refusal) await unsent.sendAnyway(refusal.id)
  }

  function writeKept(): void {
    if (owner.value !== null) deviceStorage.write(owner.value, JSON.stringify({ day: today(), visits: [...visits.value].map(([unit, { answer, id }]) => [unit, answer, id]) }))
  }
  return { visits, refusals, waiting, start, answer, drop, sendAnyway }
})

/** Null when nothing of that day lies there. */
function readKept(key: string, day: string): Map<string, StairsVisit> | null {
  try {
    const kept = JSON.parse(deviceStorage.read(key) ?? 'null') as { day?: unknown; visits?: unknown } | null
    if (kept === null || kept.day !== day || !Array.isArray(kept.visits)) return null
    const rows = kept.visits as unknown[]
    return new Map(rows.filter((row): row is [string, StairsAnswer, string] => Array.isArray(row) && row.length === 3 && row.every((each) => typeof each === 'string') && STAIRS_ANSWERS.includes(row[1] as StairsAnswer))
      .map(([unit, answer, id]) => [unit, { answer, id }]))
  } catch {
    return null
  }
}
