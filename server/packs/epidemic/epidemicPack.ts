import type { Pack } from '../pack.ts'
import { createRegionReference, type RegionReference } from './createRegionReference.ts'
import { derivePerson } from './derivePerson.ts'
import { deriveUnit } from './deriveUnit.ts'
import { HAND_MARKS } from './codes.ts'
import { description } from './description.ts'
import { EPIDEMIC_FACT_FIELDS, type EpidemicContent, factOf } from './epidemicFact.ts'
import { deskRules } from './deskRules.ts'
import { reportRules } from './reportRules.ts'
import { gateRules } from './school/gateRules.ts'
import { isAbnormalCheck } from './isAbnormalCheck.ts'
import { schoolRules } from './school/schoolRules.ts'
import { wordReason } from './wordReason.ts'

/** The six colours: rules 1–9 of the design page as data and pure functions. */
export const epidemicPack: Pack<EpidemicContent, RegionReference> = {
  description,
  factFields: EPIDEMIC_FACT_FIELDS,
  feeds: [],
  factOf,
  referenceKinds: ['regions'],
  marks: HAND_MARKS,
  desk: deskRules,
  report: reportRules,
  school: schoolRules,
  gate: gateRules,
  createReference: createRegionReference,
  derivePerson,
  deriveUnit,
  isAbnormalCheck,
  wordReason,
}
