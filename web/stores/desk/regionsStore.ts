import { defineStore } from 'pinia'
import type { RegionLine } from '../../../server/protocol/desk.ts'
import { applyRegions, fetchRegions, previewRegions, readRegionFile } from '../../link/desk/listApi.ts'
import { answerOf } from './answerOf.ts'

/** The region list: asked afresh each time, since a preview is of the list as it stands. */
export const useRegionsStore = defineStore('desk-regions', () => ({
  lines: () => answerOf(fetchRegions()),
  read: (file: File) => answerOf(readRegionFile(file)),
  preview: (lines: RegionLine[]) => answerOf(previewRegions(lines)),
  apply: (lines: RegionLine[]) => answerOf(applyRegions(lines)),
}))
