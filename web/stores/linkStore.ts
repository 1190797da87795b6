import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DeskUnitsEvent } from '../../server/protocol/desk.ts'
import type { SchoolAlertsEvent, SchoolBoardEvent } from '../../server/protocol/school.ts'
import type { LinkReport } from '../link/startLink.ts'
import type { LinkState } from '../link/linkState.ts'
import { createServerClock } from './serverClock.ts'

/** What panels may know of the link: its state, the age of the data, the server's clock. Filled by main.ts. */
export const useLinkStore = defineStore('link', () => {
  const link = shallowRef<LinkState>({ state: 'connecting' })
  const badMessages = ref(0)
  /** Our monotonic clock, ms; moved on once a second, so that everything that counts seconds counts together. */
  const now = ref(performance.now())
  /** When the last frame came (monotonic ms), and what it said of its own time (server epoch ms). */
  const heardAt = ref<number | null>(null)
  const sentAt = ref<number | null>(null)
  const clock = createServerClock()
  /** The newest word about changed units, for a desk that is signed in. */
  const deskNews = shallowRef<DeskUnitsEvent | null>(null)
  /** The newest word about alerts of schools, for whoever works on them. */
  const schoolNews = shallowRef<SchoolAlertsEvent | null>(null)
  /** The campus that a page of it is open of, and the newest word about it. */
  const watchedCampus = ref<string | null>(null)
  const boardNews = shallowRef<SchoolBoardEvent | null>(null)
  /** Grows when the link is to be opened anew, because somebody else is there now. */
  const renewals = ref(0)

  /** The desk is open of somebody who may not see the wall: the link brings news of schools only. */
  const aside = ref(false)

  function report(news: LinkReport): void {
    // Reports come with every frame; a new object each time would re-render for nothing.
    if (JSON.stringify(news.link) !== JSON.stringify(link.value)) link.value = news.link
    badMessages.value = news.badMessages
  }
  function hear(serverTime: number): void {
    const at = performance.now()
    clock.observe(serverTime, at)
    heardAt.value = at
    sentAt.value = serverTime
  }
  /** Somebody signed in or out: the socket was opened as whoever was there before. */
  function renew(): void {
    renewals.value++
  }
  /** Starts counting seconds. Returns a function that stops it. */
  function startSeconds(): () => void {
    const timer = setInterval(() => { now.value = performance.now() }, 1_000)
    return () => clearInterval(timer)
  }

  /** Real time since the last frame, ms; null before the first. */
  const dataAgeMs = computed(() => (heardAt.value === null ? null : Math.max(0, now.value - heardAt.value)))
  /** The server's time now, epoch ms. It stands still when the link is lost: a moving clock would promise fresh data. */
  const serverNow = computed(() => (heardAt.value === null ? null : clock.read(Math.max(now.value, heardAt.value))))
  /** Whether the picture may be old: it had been live and is not now. */
  const lost = computed(() => {
    const state = link.value
    return state.state === 'offline' || state.state === 'refused' || (state.state === 'resyncing' && state.lostAt !== null)
  })

  return { link, badMessages, now, heardAt, sentAt, dataAgeMs, serverNow, lost, deskNews, watchedCampus, boardNews, schoolNews, renewals, aside, report, hear, renew, startSeconds }
})
