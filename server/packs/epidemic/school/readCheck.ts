import { CHECK_FLAG } from '../../checkFlags.ts'
import type { CheckReading } from '../../pack.ts'
import { FEVER_CELSIUS, isAbnormalCheck } from '../isAbnormalCheck.ts'
import { OTHER_SYMPTOM_BIT, SYMPTOM_WORDS } from './symptomWords.ts'

/** A logged school body → what it says, as bits. HOT: every check. */
export function readCheck(body: Record<string, unknown>): CheckReading {
  const { temperatureCelsius, healthCode, contact, household } = body
  let flags = 0
  let symptoms = 0
  if (isAbnormalCheck(body)) flags |= CHECK_FLAG.ABNORMAL
  if (typeof temperatureCelsius === 'number' && body.implausible !== true && temperatureCelsius >= FEVER_CELSIUS) flags |= CHECK_FLAG.FEVER
  if (Array.isArray(body.symptoms) && body.symptoms.length > 0) {
    flags |= CHECK_FLAG.SYMPTOM
    for (const text of body.symptoms) symptoms |= symptomBits(String(text))
  }
  if (healthCode === 'yellow') flags |= CHECK_FLAG.OWN_YELLOW
  if (healthCode === 'red') flags |= CHECK_FLAG.OWN_RED
  if (body.travelled === true || isNamed(body.travelledTo) || isNamed(body.regionNow)) flags |= CHECK_FLAG.TRAVEL
  if (contact === 'region') flags |= CHECK_FLAG.CONTACT_REGION
  if (contact === 'suspected' || contact === 'confirmed') flags |= CHECK_FLAG.CONTACT_CASE
  if (Array.isArray(household)) {
    for (const member of household as { healthCode?: string; travelled?: boolean; travelledTo?: string }[]) {
      if (member.healthCode === 'yellow') flags |= CHECK_FLAG.HOME_YELLOW
      if (member.healthCode === 'red') flags |= CHECK_FLAG.HOME_RED
      if (member.travelled === true || isNamed(member.travelledTo)) flags |= CHECK_FLAG.HOME_TRAVEL
    }
  }
  return { flags, symptoms }
}

const isNamed = (place: unknown): boolean => typeof place === 'string' && place !== ''

/** One text may name several. */
function symptomBits(text: string): number {
  let bits = 0
  for (let bit = 0; bit < SYMPTOM_WORDS.length; bit++) if (SYMPTOM_WORDS[bit].words.test(text)) bits |= 1 << bit
  return bits === 0 ? 1 << OTHER_SYMPTOM_BIT : bits
}
