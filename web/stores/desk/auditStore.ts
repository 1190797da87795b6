import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditEntryView, AuditVerification } from '../../../server/protocol/accounts.ts'
import { type AuditQuery, fetchAudit, fetchAuditCsv, fetchAuditVerification } from '../../link/desk/adminApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'

export type { AuditQuery }

/** Who saw or changed what: pages of the log, newest first, as far back as was asked. */
export const useAuditStore = defineStore('desk-audit', () => {
  const entries = shallowRef<readonly AuditEntryView[]>([])
  /** Asks for what lies further back; null: nothing does. */
  const next = ref<number | null>(null)
  const state = ref<'unknown' | 'asking' | 'known'>('unknown')
  const failure = shallowRef<DeskRequestError | null>(null)
  let asking: AbortController | null = null

  /** Only the newest question's answer is shown. */
  async function read(query: AuditQuery, before: number | null): Promise<void> {
    asking?.abort()
    const ours = asking = new AbortController()
    state.value = 'asking'
    try {
      const page = await fetchAudit(query, before, ours.signal)
      if (ours.signal.aborted) return
      entries.value = before === null ? page.entries : [...entries.value, ...page.entries]
      next.value = page.next
      failure.value = null
      state.value = 'known'
    } catch (error) {
      if (ours.signal.aborted) return
      failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      state.value = 'known'
    }
  }
  const search = (query: AuditQuery): Promise<void> => read(query, null)
  const older = async (query: AuditQuery): Promise<void> => {
    if (next.value !== null) await read(query, next.value)
  }
  /** Both throw DeskRequestError. */
  const exportCsv = (query: AuditQuery): Promise<Blob> => fetchAuditCsv(query)
  const verify = (): Promise<AuditVerification> => fetchAuditVerification()

  function forget(): void {
    asking?.abort()
    entries.value = []
    next.value = null
    failure.value = null
    state.value = 'unknown'
  }
  return { entries, next, state, failure, search, older, exportCsv, verify, forget }
})
