import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DeskAnswer, SearchHit } from '../../../server/protocol/desk.ts'
import type { BookingAct, BookingView, RoundView } from '../../../server/protocol/residents.ts'
import { inCallOrder } from '../../desk/inCallOrder.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { searchDesk } from '../../link/desk/deskApi.ts'
import { type BookingsAnswer, dialBooking, fetchBookings, fetchRounds, type RoundDraft, sendBookings, sendRound } from '../../link/desk/residentsApi.ts'
import { createAsking } from './createAsking.ts'

const MOST_HITS = 8

/** Rounds of masks, and the call list and pick-up list of the one that is open on the page. */
export const useRoundsStore = defineStore('desk-rounds', () => {
  const rounds = shallowRef<RoundView[]>([])
  const open = shallowRef<BookingsAnswer | null>(null)
  const problems = shallowRef<DeskAnswer['problems']>([])
  const { busy, failure, ask: askOnce } = createAsking()
  const loaded = ref(false)

  const toCall = computed(() => inCallOrder((open.value?.bookings ?? []).filter(({ state, toldAt, pickedUpAt }) => state === 'booked' && toldAt === null && pickedUpAt === null)))
  const toPickUp = computed(() => (open.value?.bookings ?? []).filter(({ state, pickedUpAt }) => state === 'booked' && pickedUpAt === null))
  const waiting = computed(() => (open.value?.bookings ?? []).filter(({ state }) => state === 'waiting'))
  const pickedUp = computed(() => (open.value?.bookings ?? []).filter(({ pickedUpAt }) => pickedUpAt !== null))

  function ask(question: () => Promise<void>): Promise<boolean> {
    problems.value = []
    return askOnce(question)
  }

  const load = (): Promise<boolean> => ask(async () => {
    rounds.value = (await fetchRounds()).rounds
    loaded.value = true
  })
  const show = (id: string): Promise<boolean> => ask(async () => { open.value = await fetchBookings(id) })

  /** True when the round is in; else `problems` or `failure` say why not. */
  async function save(draft: Omit<RoundDraft, 'id'>): Promise<boolean> {
    const answered = await ask(async () => {
      const answer = await sendRound({ id: newReportId(crypto.getRandomValues(new Uint8Array(16))), ...draft })
      rounds.value = answer.rounds
      problems.value = answer.problems
    })
    return answered && problems.value.length === 0
  }

  /** Books, cancels or ticks off for one household, then reads the list again. */
  async function act(unit: string, what: BookingAct, more: { quantity?: number; person?: string } = {}): Promise<boolean> {
    const round = open.value?.round.id
    if (round === undefined) return false
    const answered = await ask(async () => {
      const answer = await sendBookings([{ id: newReportId(crypto.getRandomValues(new Uint8Array(16))), unit, round, act: what, ...more }])
      open.value = await fetchBookings(round)
      rounds.value = rounds.value.map((one) => (one.id === round ? open.value!.round : one))
      problems.value = answer.problems
    })
    return answered && problems.value.length === 0
  }

  /** The number to dial, for one moment; '' when there is none. Throws what the line throws. */
  const dial = async ({ seq, unit }: BookingView): Promise<string> => (await dialBooking(seq, unit)).tel

  /** Homes for a booking that somebody asks for by telephone. */
  async function findHomes(text: string): Promise<SearchHit[]> {
    let hits: SearchHit[] = []
    await ask(async () => { hits = (await searchDesk(text, MOST_HITS)).hits.filter(({ kind }) => kind === 'unit' || kind === 'person') })
    return hits
  }

  return { rounds, open, problems, failure, busy, loaded, toCall, toPickUp, waiting, pickedUp, load, show, save, act, dial, findHomes }
})
