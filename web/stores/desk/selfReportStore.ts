import { defineStore } from 'pinia'
import type { DeskAnswer } from '../../../server/protocol/desk.ts'
import { confirmSelfReport } from '../../link/desk/residentsApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'

export type ConfirmOutcome = { state: 'confirmed' } | { state: 'refused'; problems: DeskAnswer['problems'] } | { state: 'failed'; reason: string | null }

/** What becomes of what residents sent themselves; the card is read again by its own store. */
export const useSelfReportStore = defineStore('desk-self-reports', () => {
  async function confirm(seq: number, unit: string, seen: number, person?: string): Promise<ConfirmOutcome> {
    try {
      const { problems } = await confirmSelfReport(seq, unit, seen, person)
      return problems.length > 0 ? { state: 'refused', problems } : { state: 'confirmed' }
    } catch (error) {
      if (!(error instanceof DeskRequestError)) throw error
      return { state: 'failed', reason: error.reason }
    }
  }
  return { confirm }
})
