import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { PaperView, QrSheet } from '../../../server/protocol/residents.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { sendReports } from '../../link/desk/deskApi.ts'
import { fetchPaper, fetchSheet, rotateCodes } from '../../link/desk/residentsApi.ts'
import { fetchClassSheet } from '../../link/school/linksApi.ts'
import { createAsking } from './createAsking.ts'

/** What lies on the page to be printed: a sheet of codes, or a paper for a household. */
export const usePrintStore = defineStore('desk-print', () => {
  const sheet = shallowRef<QrSheet | null>(null)
  const paper = shallowRef<PaperView | null>(null)
  const { busy, failure, ask } = createAsking()
  const readSheet = (place: string, units: boolean): Promise<boolean> => ask(async () => { sheet.value = await (/^[cq]/.test(place) ? fetchClassSheet(place) : fetchSheet(place, units)) })
  /** Replaces all codes of the town, then reads the sheet with the new ones. */
  const rotate = (place: string, units: boolean): Promise<boolean> => ask(async () => {
    await rotateCodes()
    sheet.value = await fetchSheet(place, units)
  })
  const readPaper = (unit: string, name: string, inFull: boolean): Promise<boolean> => ask(async () => { paper.value = await fetchPaper(unit, name, inFull) })

  /** It was handed to the household: a recorded step. */
  async function handOut(): Promise<boolean> {
    const given = paper.value
    if (!given) return false
    return ask(async () => {
      const { problems } = await sendReports([{ kind: 'paper', id: newReportId(crypto.getRandomValues(new Uint8Array(16))), unit: given.unit, paper: given.paper }])
      if (problems.length > 0) failure.value = problems[0].reason
      paper.value = await fetchPaper(given.unit, given.paper, given.shown)
    })
  }
  /** Names in full do not stay behind. */
  function forget(): void {
    sheet.value = null
    paper.value = null
    failure.value = null
  }
  return { sheet, paper, busy, failure, readSheet, rotate, readPaper, handOut, forget }
})
