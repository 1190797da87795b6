import type { AlertFinding } from '../../alertRules.ts'
import { LEVEL_KEY, type RegionReference } from '../createRegionReference.ts'
import { feverLimit } from './feverLimit.ts'

/** 14 days, as the form asks. */
const TRAVEL_DAYS = 14
const CONTACTS: readonly unknown[] = ['region', 'suspected', 'confirmed']

/**
 * What a logged school check gives reason to. The household's codes and travel raise alerts although they do not make the
 * pupil abnormal. A bare yes to "left the city" names no region and raises none; a temperature nobody can have says nothing.
 * HOT: every check, and nearly all of them give reason to nothing: for those nothing but the answer is made.
 */
export function judgeCheck(body: Record<string, unknown>, day: number, reference: RegionReference): AlertFinding[] {
  const found = judgeReading(body)
  const symptoms = textsOf(body.symptoms)
  if (symptoms.length > 0) found.push({ rule: 'symptom', details: { symptoms: symptoms.join('、'), ...(typeof body.symptomsSince === 'string' && { since: body.symptomsSince }) } })
  if (isBadCode(body.healthCode)) found.push({ rule: 'own-code', details: { code: body.healthCode }, facts: [body.healthCode] })
  const household = Array.isArray(body.household) ? body.household as Record<string, unknown>[] : NOBODY
  if (household.some(hasBadCode)) {
    const people = household.filter(hasBadCode)
    found.push({ rule: 'home-code', details: { code: people.some(({ healthCode }) => healthCode === 'red') ? 'red' : 'yellow', people: people.length }, facts: eachOnce(people.map(({ relation, healthCode }) => `${relation} ${healthCode}`)) })
  }
  if (CONTACTS.includes(body.contact)) found.push({ rule: 'contact', details: { contact: body.contact as string }, facts: [body.contact as string] })
  const travel = saysWhere(body) || household.some(saysWhere) ? judgeTravel([body, ...household], day, reference) : null
  if (travel) found.push(travel)
  return found
}

/** A temperature from its limit on. At a gate `device` is one device of many, and `site` says where it measures. */
export function judgeReading({ temperatureCelsius, implausible, site, device }: Record<string, unknown>): AlertFinding[] {
  const kind = site ?? device
  const limit = feverLimit(typeof kind === 'string' ? kind : '')
  if (typeof temperatureCelsius !== 'number' || implausible === true || !(temperatureCelsius >= limit)) return []
  return [{ rule: 'fever', details: { celsius: temperatureCelsius, limit } }]
}

/** The worst listed region that the pupil or somebody at home has been in, as the list stands on one of the days asked about. */
function judgeTravel(people: Record<string, unknown>[], day: number, reference: RegionReference): AlertFinding | null {
  let worst: { region: string; level: number; own: boolean } | null = null
  const journeys: string[] = []
  people.forEach((person, at) => {
    for (const text of textsOf([person.travelledTo, person.regionNow])) {
      for (const { region, level, from, to } of reference.read(text).listed) {
        if (from > day || (to !== null && to < day - TRAVEL_DAYS)) continue
        journeys.push(`${at === 0 ? 'pupil' : person.relation} ${region} ${level}`)
        if (!worst || level > worst.level) worst = { region, level, own: at === 0 }
      }
    }
  })
  if (!worst) return null
  const { region, level, own } = worst as { region: string; level: number; own: boolean }
  return { rule: 'travel', details: { region, level: level === LEVEL_KEY ? 'key' : 'concern', who: own ? 'pupil' : 'home' }, facts: eachOnce(journeys) }
}

/** Two who are called the same are two. */
const eachOnce = (facts: readonly string[]): string[] => facts.map((fact, at) => `${fact} ${facts.slice(0, at).filter((other) => other === fact).length}`)
const isBadCode = (code: unknown): code is 'yellow' | 'red' => code === 'yellow' || code === 'red'
const hasBadCode = ({ healthCode }: Record<string, unknown>): boolean => isBadCode(healthCode)
const saysWhere = ({ travelledTo, regionNow }: Record<string, unknown>): boolean => travelledTo !== undefined || regionNow !== undefined
const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) && value.length > 0 ? value.filter((text): text is string => typeof text === 'string' && text !== '') : NO_TEXTS)
const NO_TEXTS: readonly string[] = []
const NOBODY: Record<string, unknown>[] = []
