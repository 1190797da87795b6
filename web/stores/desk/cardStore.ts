import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { BuildingView, DeskAnswer, DeskReport, LandlordView, PersonView, SearchHit, TimelineEntry, UnitCard } from '../../../server/protocol/desk.ts'
import { entriesSince } from '../../desk/entriesSince.ts'
import { keptEarlier } from '../../desk/keptEarlier.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { seenOnce } from '../../desk/seenOnce.ts'
import { checkReports, dialLandlord as askLandlordsNumber, dialPerson, fetchBuilding, fetchTimeline, fetchUnitCard, searchDesk, sendReports, showLandlord as askLandlord, showPerson, showPlates as askPlates } from '../../link/desk/deskApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { createNewest } from '../createNewest.ts'
import { useUnsentStore } from './unsentStore.ts'

export type ReportProblem = DeskAnswer['problems'][number]
export type NumberedReport = DeskReport & { id: string }

/** What became of reports that were sent. */
export type SendOutcome =
  | { state: 'sent' }
  /** Some were refused, each with its field and reason; the others are in. */
  | { state: 'refused'; problems: ReportProblem[] }
  /** Something came in after what the officer had seen; the card has been read again, and the officer decides. */
  | { state: 'changed'; since: TimelineEntry[] }
  /** No line; they wait in this browser and are sent by themselves. */
  | { state: 'kept' }
  /** No line, no session or no answer, and they may not wait here: the text stays in its form. */
  | { state: 'not-saved'; why: 'network' | 'signed-out' | 'unavailable' | 'refused'; reason: string | null }

/** What a telephone's address begins with. */
export const DIALLING = 'tel:'

/** The household whose card is open. Names in full live here only, and only as long as the card is open. */
export const useCardStore = defineStore('desk-card', () => {
  const unit = ref<string | null>(null)
  const card = shallowRef<UnitCard | null>(null)
  const state = ref<'idle' | 'loading' | 'ready' | 'failed' | 'gone'>('idle')
  const failure = shallowRef<DeskRequestError | null>(null)
  const shown = shallowRef<ReadonlyMap<string, PersonView>>(new Map())
  const landlord = shallowRef<LandlordView | null>(null)
  const plates = shallowRef<readonly string[] | null>(null)
  /** Entries before those that came with the card, newest first. */
  const earlier = shallowRef<readonly TimelineEntry[]>([])
  let reading: AbortController | null = null
  const newest = createNewest()

  const timeline = computed<TimelineEntry[]>(() => [...(card.value?.timeline ?? []), ...earlier.value])
  /** How many entries have not been asked for. */
  const earlierLeft = computed(() => (card.value ? Math.max(0, card.value.timelineEarlier - earlier.value.length) : 0))
  /** Everybody of the card, in full where somebody asked for it. */
  const people = computed<PersonView[]>(() => (card.value?.people ?? []).map((person) => {
    const full = shown.value.get(person.id)
    return full ? { ...person, name: full.name, phone: full.phone, idNumber: full.idNumber, shown: true } : person
  }))
  const place = computed(() => (card.value ? `${card.value.building.label} ${card.value.room}` : null))

  function open(id: string): Promise<void> {
    close()
    unit.value = id
    return read()
  }

  /** Names in full vanish with the card. */
  function close(): void {
    reading?.abort()
    unit.value = null
    card.value = null
    state.value = 'idle'
    failure.value = null
    forgetShown()
    earlier.value = []
  }

  function forgetShown(): void {
    shown.value = new Map()
    landlord.value = null
    plates.value = null
  }

  /** Reads the card again; what is on the screen stays until the answer is there. A newer reading takes over, and is waited for. */
  const read = (): Promise<void> => newest(readOnce)
  async function readOnce(): Promise<void> {
    const id = unit.value
    if (id === null) return
    reading?.abort()
    const ours = reading = new AbortController()
    if (card.value === null) state.value = 'loading'
    try {
      const answer = await fetchUnitCard(id, ours.signal)
      if (unit.value !== id || ours !== reading) return
      earlier.value = keptEarlier(card.value?.timeline ?? [], earlier.value, answer.timeline)
      card.value = answer
      state.value = 'ready'
      failure.value = null
    } catch (error) {
      if (!(error instanceof DeskRequestError)) throw error
      if (error.code === 'stopped' || unit.value !== id || ours !== reading) return
      failure.value = error
      if (error.status === 404) {
        // Outside the scope by now, or gone: nothing of it may stay on the screen.
        card.value = null
        forgetShown()
        earlier.value = []
        state.value = 'gone'
      } else if (card.value === null) state.value = 'failed'
    }
  }

  /** Somebody else changed units (null: nobody knows which); reads again when this one is among them and is newer. */
  function hear(units: readonly { id: string; seq: number }[] | null): void {
    const known = card.value
    if (known === null) return
    const named = units?.find(({ id }) => id === known.id)
    if (units === null || (named && named.seq > known.seq)) void read()
  }

  /** Name and numbers in full, once the server has written down who asked. Throws DeskRequestError. */
  async function show(person: string): Promise<void> {
    const id = unit.value
    if (id === null) return
    const full = await showPerson(person, id)
    if (unit.value === id) shown.value = new Map(shown.value).set(person, full)
  }

  /** The landlord in full, and the plates, as long as the card is open. Throw DeskRequestError. */
  async function showLandlord(): Promise<void> {
    const id = unit.value
    if (id === null) return
    const full = await askLandlord(id)
    if (unit.value === id) landlord.value = full
  }
  async function showPlates(): Promise<void> {
    const id = unit.value
    if (id === null) return
    const full = await askPlates(id)
    if (unit.value === id) plates.value = full.plates
  }
  /** The landlord's number, for one moment. Throws DeskRequestError. */
  const dialLandlord = async (): Promise<string> => (unit.value === null ? '' : (await askLandlordsNumber(unit.value)).tel)

  /** Reads the next page of what happened before. Throws DeskRequestError. */
  async function readEarlier(): Promise<void> {
    const id = unit.value
    const last = timeline.value.at(-1)
    if (id === null || !last) return
    const { entries } = await fetchTimeline(id, last.seq)
    if (unit.value === id && timeline.value.at(-1)?.seq === last.seq) earlier.value = [...earlier.value, ...entries]
  }

  /** The number to dial, for one moment: it is not kept. Throws DeskRequestError. */
  async function dial(person: string): Promise<string> {
    if (unit.value === null) return ''
    return (await dialPerson(person, unit.value)).tel
  }

  /** Sends reports, keeps those that may wait when the line is dead, and reads the card again. `seen`: the log sequence on the card that the officer had read. */
  async function send(reports: readonly NumberedReport[], seen: number): Promise<SendOutcome> {
    const at = place.value
    try {
      const { problems } = await sendReports(seenOnce(reports), true)
      await read()
      if (problems.some(({ code }) => code === 'changed-meanwhile')) return { state: 'changed', since: entriesSince(card.value?.timeline ?? [], seen) }
      return problems.length > 0 ? { state: 'refused', problems } : { state: 'sent' }
    } catch (error) {
      if (!(error instanceof DeskRequestError)) throw error
      const why = error.code === 'stopped' ? 'network' : error.code
      if (why === 'network' && useUnsentStore().keep(reports, at)) return { state: 'kept' }
      return { state: 'not-saved', why, reason: error.reason }
    }
  }

  /** What the server has against reports that are not complete yet; null when there is no answer. Nothing is written. */
  async function check(reports: readonly NumberedReport[]): Promise<readonly ReportProblem[] | null> {
    try {
      return (await checkReports([...reports])).problems
    } catch (error) {
      if (!(error instanceof DeskRequestError)) throw error
      return null
    }
  }

  /** The server's own sentence about why it did not answer, or null: then the page has one. Anything else is a fault of ours. */
  function wordOfFailure(error: unknown): string | null {
    if (error instanceof DeskRequestError) return error.reason
    throw error
  }

  /** A number for one report, of this browser's own making. */
  const nextReportId = (): string => newReportId(crypto.getRandomValues(new Uint8Array(16)))

  /** The building that the unit is in, for choosing another of its rooms. Throws DeskRequestError. */
  const readBuilding = (id: string): Promise<BuildingView> => fetchBuilding(id)
  /** The card of any unit, masked. Throws DeskRequestError. */
  const readCard = (id: string): Promise<UnitCard> => fetchUnitCard(id)
  /** Units whose address is like what was typed. Throws DeskRequestError. */
  const findUnits = async (text: string, signal: AbortSignal): Promise<SearchHit[]> => (await searchDesk(text, 8, signal)).hits.filter(({ kind }) => kind === 'unit')

  return { unit, card, state, failure, people, landlord, plates, timeline, earlierLeft, place, open, close, read, readEarlier, hear, show, showLandlord, showPlates, dial, dialLandlord, send, check, wordOfFailure, nextReportId, readBuilding, readCard, findUnits }
})
