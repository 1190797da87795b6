import { defineStore } from 'pinia'
import { computed, ref, shallowRef, triggerRef, watch } from 'vue'
import { type GateDay, gateLookup, type GatePass, type GatePassReport, type GatePupil, type SilentDevice } from '../../../server/protocol/gate.ts'
import { applyPass, countPresences } from '../../desk/gate/applyPass.ts'
import { decideEntry, decideSecond, type Verdict } from '../../desk/gate/decideEntry.ts'
import { keptListOf } from '../../desk/gate/keptList.ts'
import { readScan } from '../../desk/gate/readScan.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchGateDay, fetchGateNews, fetchGates, sendPasses } from '../../link/school/gateApi.ts'
import { useDeskClockStore } from '../desk/deskClockStore.ts'
import { useSessionStore } from '../desk/sessionStore.ts'
import { useLinkStore } from '../linkStore.ts'
import { gateShelf, type WaitingPass } from './gateShelf.ts'

/** How often the page asks what is new, ms; and how soon when the link has said that there is something. */
const ASK_EVERY_MS = 2_000
const ASK_SOON_MS = 250
const PASSES_SHOWN = 60
/** Few enough for one request of a slow line. */
const PASSES_AT_ONCE = 200

/** What the big sign says. `unknown`: a number that the list does not have. */
export interface GateSign extends Verdict {
  key: string
  pupil: GatePupil | null
  isUnknown: boolean
  celsius: number | null
  /** Of the page, or of a device whose name it is. */
  device: string | null
}
export type Site = 'forehead' | 'armpit' | 'thermal'

/**
 * The page at a school's gate: the day's list, held in memory; what goes by; and passes that wait for the line. Without a
 * line it goes on deciding by what it holds, says since when, and sends later what happened.
 */
export const useGateStore = defineStore('school-gate', () => {
  const session = useSessionStore()
  const clock = useDeskClockStore()
  const link = useLinkStore()
  const campuses = shallowRef<readonly { id: string; name: string }[] | null>(null)
  const campus = ref<string | null>(null)
  const day = shallowRef<Omit<GateDay, 'pupils' | 'passes' | 'silent' | 'counts'> | null>(null)
  /** By id; replaced one by one, then triggered: thousands need no deep watching. */
  const pupils = shallowRef(new Map<string, GatePupil>())
  const byLookup = new Map<number, string>()
  const passes = shallowRef<readonly GatePass[]>([])
  const silent = shallowRef<readonly SilentDevice[]>([])
  const waiting = shallowRef<readonly WaitingPass[]>([])
  /** Passes that the server would not take, by what it said. */
  const refused = shallowRef<readonly { id: string; reason: string }[]>([])
  /** Epoch ms by the server's clock; null: there is a line. */
  const offlineSince = ref<number | null>(null)
  /** Server's sentence when the list could not be had; null: all is well. */
  const failure = ref<string | null>(null)
  /** The list came from the device: no names, no reasons. */
  const isKept = ref(false)
  const sign = shallowRef<GateSign | null>(null)
  /** Signs that say stop and that nobody has looked at yet, oldest first. */
  const stops = shallowRef<readonly GateSign[]>([])
  let version = ''
  let timer: ReturnType<typeof setTimeout> | null = null
  let running = 0
  let asking = false
  let isSoon = false

  const account = computed(() => session.walker?.account ?? null)
  const now = (): number => clock.now() ?? Date.now()
  const secondOf = (at: number): number => Math.floor((((at / 1000 + (session.walker?.zoneOffsetMinutes ?? 480) * 60) % 86_400) + 86_400) % 86_400)
  const counts = computed(() => countPresences([...pupils.value.values()].map(({ presence }) => presence)))
  const all = computed(() => [...pupils.value.values()])
  /** Came in without a temperature: for the second round. */
  const unmeasured = computed(() => all.value.filter(({ presence }) => presence?.cameIn && !presence.measured))
  const stopped = computed(() => all.value.filter(({ presence }) => presence?.decision === 'stopped'))

  async function loadCampuses(): Promise<void> {
    try {
      campuses.value = (await fetchGates()).campuses
      failure.value = null
    } catch (error) {
      failure.value = error instanceof DeskRequestError ? error.reason ?? '' : ''
    }
  }

  /** Opens a campus's gate and keeps it current until `close`. */
  async function open(id: string): Promise<void> {
    close()
    campus.value = id
    const run = ++running
    waiting.value = account.value === null ? [] : gateShelf.passesOf(account.value)
    await loadDay(run)
    plan(run)
    if (run === running) link.watchedCampus = id
  }
  function close(): void {
    running++
    if (campus.value !== null) link.watchedCampus = null
    if (timer !== null) clearTimeout(timer)
    timer = null
    ;[campus.value, day.value, failure.value, offlineSince.value, sign.value, version] = [null, null, null, null, null, '']
    pupils.value = new Map()
    byLookup.clear()
    ;[passes.value, silent.value, stops.value, refused.value, isKept.value] = [[], [], [], [], false]
  }

  async function loadDay(run: number): Promise<void> {
    const id = campus.value!
    try {
      const answer = await fetchGateDay(id)
      if (run !== running) return
      takeDay(answer)
      if (account.value !== null) gateShelf.putList(account.value, keptListOf(answer))
    } catch (error) {
      if (run !== running) return
      noteFailure(error)
      if (day.value === null) takeKept(id)
    }
  }
  function takeDay({ pupils: list, passes: shown, silent: quiet, counts: _, ...rest }: GateDay): void {
    clock.hear(rest.now)
    day.value = rest
    version = rest.version
    pupils.value = new Map(list.map((pupil) => [pupil.id, pupil]))
    byLookup.clear()
    for (const { id, lookups } of list) for (const lookup of lookups) byLookup.set(lookup, id)
    ;[passes.value, silent.value, isKept.value, failure.value, offlineSince.value] = [shown, quiet, false, null, null]
    reapply()
  }
  /** Without a line: what an earlier opening of this page left on the device today. */
  function takeKept(id: string): void {
    const walker = session.walker
    const kept = walker && gateShelf.list(walker.account, id, clock.today(walker.zoneOffsetMinutes))
    if (!kept) return
    day.value = { campus: { id, name: '' }, day: kept.day, isSchoolDay: true, version: '', now: now(), salt: kept.salt, feverTenths: kept.feverTenths }
    pupils.value = new Map(kept.pupils.map(([pupil, lookups, isStopped]) => [pupil, { id: pupil, class: '', name: '', tail: '', lookups, decision: isStopped === 1 ? 'stopped' as const : 'allowed' as const, reason: null, until: null, ...(isStopped === 0 && { held: null }), presence: null }]))
    byLookup.clear()
    for (const [pupil, lookups] of kept.pupils) for (const lookup of lookups) byLookup.set(lookup, pupil)
    isKept.value = true
    reapply()
  }
  /** What waits has happened, whatever the server knows. */
  function reapply(): void {
    for (const pass of waiting.value) if (pass.campus === campus.value) showPass(pass)
    triggerRef(pupils)
  }
  function showPass(pass: WaitingPass): void {
    const pupil = pass.student === null ? undefined : pupils.value.get(pass.student)
    if (!pupil || clock.today(session.walker?.zoneOffsetMinutes ?? 480) !== day.value?.day) return
    pupils.value.set(pupil.id, { ...pupil, presence: applyPass(pupil.presence, pass, secondOf(pass.at)) })
  }

  function plan(run: number, afterMs = ASK_EVERY_MS): void {
    if (run !== running) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void refresh(run), afterMs)
  }
  // Figures of the campus have changed: somebody has passed, or reported. A burst is asked about once.
  watch(() => link.boardNews, (news) => {
    if (news === null || news.campus !== campus.value || isSoon || asking) return
    isSoon = true
    plan(running, ASK_SOON_MS)
  })
  /** Sends what waits, then asks what is new. */
  async function refresh(run = running): Promise<void> {
    isSoon = false
    if (asking || run !== running || campus.value === null) return plan(run)
    asking = true
    try {
      if (session.state === 'signed-in') {
        await sendWaiting()
        if (run === running) await askNews(run)
      } else if (session.state === 'offline') noteFailure(new DeskRequestError('network'))
    } catch (error) {
      if (run === running) noteFailure(error)
    } finally {
      asking = false
      plan(run)
    }
  }
  async function askNews(run: number): Promise<void> {
    if (day.value === null || isKept.value) return loadDay(run)
    const answer = await fetchGateNews(campus.value!, version, passes.value[0]?.seq ?? 0)
    if (run !== running) return
    clock.hear(answer.now)
    // Another day, cards that were given out, or somebody new on the roster: the whole list, with names.
    if (answer.day !== day.value.day || listOf(answer.version) !== listOf(version) || answer.pupils.some(({ id }) => !pupils.value.has(id))) return loadDay(run)
    ;[offlineSince.value, failure.value, version, silent.value] = [null, null, answer.version, answer.silent]
    for (const entry of answer.pupils) pupils.value.set(entry.id, { ...pupils.value.get(entry.id)!, ...entry })
    if (answer.pupils.length > 0) {
      reapply()
      if (account.value !== null) gateShelf.putList(account.value, keptListOf({ ...day.value, pupils: all.value }))
    }
    passes.value = [...answer.passes, ...passes.value].slice(0, PASSES_SHOWN)
    for (const pass of [...answer.passes].reverse()) if (pass.device !== '' && pass.direction !== 'out') showDevicePass(pass)
  }
  function noteFailure(error: unknown): void {
    if (!(error instanceof DeskRequestError)) throw error
    if (error.code === 'refused') failure.value = error.reason ?? ''
    else if (error.code !== 'signed-out') offlineSince.value ??= now()
  }

  /** Somebody whom a device let by: stopped, the sign says so until somebody has seen it. */
  function showDevicePass(pass: GatePass): void {
    const pupil = pass.pupil === null ? null : pupils.value.get(pass.pupil) ?? null
    const isHot = pass.temperatureCelsius !== null && !pass.implausible && day.value !== null && Math.round(pass.temperatureCelsius * 10) >= day.value.feverTenths.thermal
    const verdict: Verdict = pupil ? { decision: pupil.decision, reason: pupil.reason } : { decision: isHot ? 'stopped' : 'allowed', reason: isHot ? 'fever-at-gate' : null }
    if (pupil === null && !isHot) return
    put({ key: `pass ${pass.seq}`, pupil, isUnknown: false, celsius: pass.temperatureCelsius, device: pass.device, ...verdict })
  }
  /** A stop stays on the sign until somebody has seen it; what lets in goes by beneath. */
  function put(next: GateSign): void {
    if (next.decision === 'stopped') stops.value = [...stops.value.filter(({ pupil }) => pupil === null || pupil.id !== next.pupil?.id), next]
    if (next.device === null || stops.value.length === 0 || next.decision === 'stopped' && stops.value.length === 1) sign.value = next
  }
  /** Seen: the next stop, if there is one. */
  function dismiss(): void {
    stops.value = stops.value.filter((each) => each.key !== sign.value?.key)
    sign.value = stops.value[0] ?? null
  }

  /** Somebody at the gate, by what was typed, read or scanned. False when it can be no number. */
  function enter(text: string, direction: 'in' | 'out', celsius: number | null, site: Site): boolean {
    const number = readScan(text)
    if (number === '' || day.value === null) return false
    const lookup = gateLookup(day.value.salt, number)
    const pupil = pupils.value.get(byLookup.get(lookup) ?? '') ?? null
    const verdict: Verdict = direction === 'out' ? { decision: 'allowed', reason: null } : pupil ? decideEntry(pupil, celsius, site, day.value.feverTenths, now()) : { decision: 'stopped', reason: null }
    const id = record({
      student: pupil?.id ?? null, ...(pupil === null && { lookup }), direction, decision: verdict.decision,
      ...(verdict.reason !== null && { reason: verdict.reason }), ...(celsius !== null && { temperatureCelsius: celsius, site }),
    })
    put({ key: id, pupil: pupil && pupils.value.get(pupil.id)!, isUnknown: pupil === null, celsius, device: null, ...verdict })
    return true
  }
  /** A person has looked again; for who came in unmeasured and for who was stopped. */
  function checkAgain(pupilId: string, celsius: number, site: Site, hasSymptoms: boolean | null): void {
    const pupil = pupils.value.get(pupilId)
    if (!pupil || day.value === null) return
    const verdict = hasSymptoms === null ? decideEntry(pupil, celsius, site, day.value.feverTenths, now()) : decideSecond(pupil, celsius, site, hasSymptoms, day.value.feverTenths, now())
    const id = record({
      student: pupilId, direction: 'in', decision: verdict.decision, temperatureCelsius: celsius, site, ...(verdict.reason !== null && { reason: verdict.reason }),
      // Symptoms that are still there stay as they were reported.
      second: hasSymptoms === false ? { symptoms: [] } : {},
    })
    pupils.value.set(pupilId, { ...pupils.value.get(pupilId)!, ...verdict, until: pupil.until })
    triggerRef(pupils)
    stops.value = stops.value.filter((each) => each.pupil?.id !== pupilId)
    put({ key: id, pupil: pupils.value.get(pupilId)!, isUnknown: false, celsius, device: null, ...verdict })
  }

  function record(said: Omit<GatePassReport, 'id' | 'at'>): string {
    const pass: WaitingPass = { id: newReportId(crypto.getRandomValues(new Uint8Array(16))), at: now(), campus: campus.value!, ...said }
    if (account.value !== null) gateShelf.putPass(account.value, pass)
    waiting.value = [...waiting.value, pass]
    showPass(pass)
    triggerRef(pupils)
    void refresh()
    return pass.id
  }
  async function sendWaiting(): Promise<void> {
    const author = account.value
    while (author !== null && waiting.value.length > 0) {
      const of = waiting.value[0].campus
      const batch = waiting.value.filter((pass) => pass.campus === of).slice(0, PASSES_AT_ONCE)
      const sent = new Set(batch.map(({ id }) => id))
      try {
        const { problems } = await sendPasses(of, batch.map(({ campus: _, ...pass }) => pass), author)
        for (const id of sent) gateShelf.takePass(author, id)
        if (problems.length > 0) refused.value = [...refused.value, ...problems.map(({ index, reason }) => ({ id: batch[index].id, reason }))]
      } catch (error) {
        if (!(error instanceof DeskRequestError) || error.code !== 'refused') throw error
        // Refused as a whole (a right or a school that was taken away): not again from this page, but they stay on the shelf.
        refused.value = [...refused.value, ...batch.map(({ id }) => ({ id, reason: error.reason ?? '' }))]
      }
      waiting.value = waiting.value.filter(({ id }) => !sent.has(id))
    }
  }

  return { campuses, campus, day, pupils, counts, passes, silent, waiting, refused, offlineSince, failure, isKept, sign, stops, unmeasured, stopped, loadCampuses, open, close, refresh, enter, checkAgain, dismiss }
})

/** A version counts up within its list; the part before says which list that is. */
const listOf = (version: string): string => version.slice(0, version.lastIndexOf('.'))
