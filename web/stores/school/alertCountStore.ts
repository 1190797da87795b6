import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { AlertCounts, SchoolAlertsEvent } from '../../../server/protocol/school.ts'
import { fetchAlertCounts } from '../../link/school/alertApi.ts'
import { answerOf } from '../desk/answerOf.ts'
import { useSessionStore } from '../desk/sessionStore.ts'
import { useLinkStore } from '../linkStore.ts'

/** How many alerts of the scope somebody has still to do with: asked for once, then as the link tells of it. */
export const useAlertCountStore = defineStore('school-alert-counts', () => {
  const session = useSessionStore()
  const link = useLinkStore()
  const counts = shallowRef<ReadonlyMap<string, AlertCounts>>(new Map())
  const works = computed(() => session.state === 'signed-in' && session.may('alerts.work'))
  let rev = -1
  let question = 0

  const byCampus = (campuses: readonly AlertCounts[]): [string, AlertCounts][] => campuses.map((each) => [each.campus, each])
  async function load(): Promise<void> {
    const mine = ++question
    const { value } = await answerOf(fetchAlertCounts())
    if (mine !== question || !value?.campuses) return
    // What the link told meanwhile is newer than this answer.
    if (value.rev < rev) return void load()
    rev = value.rev
    counts.value = new Map(byCampus(value.campuses))
  }
  function hear({ rev: of, campuses }: SchoolAlertsEvent): void {
    if (campuses === null) return void load()
    if (of < rev) return
    rev = of
    counts.value = new Map([...counts.value, ...byCampus(campuses)])
  }
  function forget(): void {
    question++
    rev = -1
    counts.value = new Map()
  }

  watch(() => session.beginnings, forget, { flush: 'sync' })
  watch(() => [works.value, session.beginnings] as const, ([may]) => { if (may) void load() }, { immediate: true })
  watch(() => link.schoolNews, (news) => { if (news !== null && works.value) hear(news) }, { flush: 'sync' })
  watch(() => link.link.state === 'live', (live, before) => { if (live && before === false && works.value) void load() })

  const sum = (field: 'todo' | 'overdue'): number => [...counts.value.values()].reduce((total, each) => total + each[field], 0)
  return { todo: computed(() => sum('todo')), overdue: computed(() => sum('overdue')) }
})
