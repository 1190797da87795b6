import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { localOfInstant } from '../../desk/instantOfLocal.ts'
import { useLinkStore } from '../linkStore.ts'
import { deviceStorage } from './deviceStorage.ts'

const KEY = 'liuse.desk.clock'
/** The storage need not be written for every frame, ms. */
const LEAST_DRIFT_MS = 2_000

/**
 * The server's clock as this device knows it: by the link while that is live, by the difference to its own clock at the
 * last contact otherwise, also after the page was opened again without a line.
 */
export const useDeskClockStore = defineStore('desk-clock', () => {
  const link = useLinkStore()
  const aheadMs = ref(readKept())
  let kept = aheadMs.value
  watch(() => link.sentAt, (sentAt) => { if (sentAt !== null) hear(sentAt) }, { immediate: true, flush: 'sync' })
  /** The server has just said that it is `sentAt` (epoch ms); who may see no wall hears it with answers only. */
  function hear(sentAt: number): void {
    aheadMs.value = sentAt - Date.now()
    if (kept !== null && Math.abs(aheadMs.value - kept) < LEAST_DRIFT_MS) return
    kept = aheadMs.value
    deviceStorage.write(KEY, String(kept))
  }

  /** The server's time, epoch ms; null before the first contact. */
  function now(): number | null {
    if (link.link.state === 'live' && link.serverNow !== null) return Math.round(link.serverNow)
    return aheadMs.value === null ? null : Date.now() + aheadMs.value
  }
  /** Its calendar day in the deployment's zone. */
  function today(zoneOffsetMinutes: number): string {
    return localOfInstant(now() ?? Date.now(), zoneOffsetMinutes).slice(0, 10)
  }
  return { now, today, hear }
})

function readKept(): number | null {
  const text = deviceStorage.read(KEY)
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null
}
