import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { ROLES } from '../../../../../server/auth/roles.ts'
import { createRegionReference } from '../../../../../server/packs/epidemic/createRegionReference.ts'
import { alertRules } from '../../../../../server/packs/epidemic/school/alertRules.ts'
import { feverLimit } from '../../../../../server/packs/epidemic/school/feverLimit.ts'
import { judgeCheck, judgeReading } from '../../../../../server/packs/epidemic/school/judgeCheck.ts'

const DAY = 18_308
const line = (region: string, level: 'key' | 'concern', from: number, to: number | null = null, seq = 1) => ({ seq, kind: 'regions', body: { region, level, from, to } })
const reference = createRegionReference([line('湖北', 'key', DAY - 30), line('温州', 'concern', DAY - 20, null, 2), line('盐城', 'concern', DAY - 60, DAY - 15, 3), line('漳州', 'concern', DAY + 1, null, 4)])
const well = { temperatureCelsius: 36.5, symptoms: [], healthCode: 'green' }
const rulesOf = (body: Record<string, unknown>) => judgeCheck({ ...well, ...body }, DAY, reference).map(({ rule }) => rule)

describe('a check', () => {
  it.each([
    [{}, []],
    [{ temperatureCelsius: 37.2 }, []],
    [{ temperatureCelsius: 37.3 }, ['fever']],
    [{ temperatureCelsius: 37.5, device: 'ear' }, []],
    [{ temperatureCelsius: 37.6, device: 'ear' }, ['fever']],
    [{ temperatureCelsius: 37.4, device: 'oral' }, []],
    [{ temperatureCelsius: 365, implausible: true }, []],
    [{ symptoms: ['咳嗽'] }, ['symptom']],
    [{ healthCode: 'yellow' }, ['own-code']],
    [{ healthCode: 'red' }, ['own-code']],
    [{ household: [{ relation: '母亲', healthCode: 'red' }] }, ['home-code']],
    [{ household: [{ healthCode: 'green' }] }, []],
    // A bare yes names no region.
    [{ travelled: true, household: [{ travelled: true }] }, []],
    [{ regionNow: '湖北孝感' }, ['travel']],
    [{ travelledTo: '上海、浙江温州' }, ['travel']],
    [{ travelledTo: '未途经湖北' }, []],
    [{ household: [{ travelledTo: '武汉' }] }, ['travel']],
    [{ contact: 'none' }, []],
    [{ contact: 'confirmed' }, ['contact']],
    [{ temperatureCelsius: 38, symptoms: ['发热', '乏力'], healthCode: 'red', contact: 'suspected' }, ['fever', 'symptom', 'own-code', 'contact']],
  ])('%j gives reason to %j', (body, rules) => expect(rulesOf(body)).toEqual(rules))

  it('names the worst listed region, and whether it is the pupil or somebody at home', () => {
    expect(judgeCheck({ ...well, travelledTo: '温州和湖北武汉' }, DAY, reference)[0].details).toEqual({ region: '湖北', level: 'key', who: 'pupil' })
    expect(judgeCheck({ ...well, household: [{ travelledTo: '温州' }] }, DAY, reference)[0].details).toEqual({ region: '温州', level: 'concern', who: 'home' })
  })

  it('counts a region that was on the list within the fourteen days asked about, and none that is not yet', () => {
    expect(rulesOf({ travelledTo: '盐城' })).toEqual([])
    expect(judgeCheck({ ...well, travelledTo: '盐城' }, DAY - 1, reference).map(({ rule }) => rule)).toEqual(['travel'])
    expect(rulesOf({ travelledTo: '漳州' })).toEqual([])
  })

  it('never throws and names known rules only, whatever stands in the body', () => {
    const known = alertRules.rules.map(({ key }) => key)
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('temperatureCelsius', 'symptoms', 'healthCode', 'household', 'contact', 'travelledTo', 'regionNow', 'device', 'implausible'), fc.jsonValue()), (body) => {
      const household = Array.isArray(body.household) ? body.household.filter((each) => typeof each === 'object' && each !== null) : body.household
      for (const { rule, details } of judgeCheck({ ...body, household }, DAY, reference)) {
        expect(known).toContain(rule)
        for (const value of Object.values(details)) expect(['string', 'number']).toContain(typeof value)
      }
    }))
  })

  it('is a fever exactly from the limit of its thermometer on', () => {
    fc.assert(fc.property(fc.integer({ min: 350, max: 420 }), fc.constantFrom('', 'forehead', 'ear', 'oral', 'armpit', '__proto__', 'toString'), (tenths, device) => {
      expect(judgeReading({ temperatureCelsius: tenths / 10, device }).length === 1).toBe(tenths / 10 >= feverLimit(device))
      // At the gate `device` is a name, `site` the kind.
      expect(judgeReading({ temperatureCelsius: tenths / 10, device: 'ear', site: 'thermal' }).length === 1).toBe(tenths >= 373)
    }))
  })
})

describe('the rules', () => {
  it('name roles that there are, at every level and for every rule; the bureau hears of all', () => {
    const roles = ROLES.map(({ key }) => key)
    for (const { role } of alertRules.levels) expect(roles).toContain(role)
    for (const { hears } of alertRules.rules) {
      for (const role of hears) expect(roles).toContain(role)
      expect(hears).toEqual(expect.arrayContaining(alertRules.levels.map(({ role }) => role)))
    }
  })
  it('have each key once, and those that the others refer to', () => {
    const keys = alertRules.rules.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of [alertRules.cluster.rule, alertRules.storm.rule, alertRules.storm.of, alertRules.home.rule, alertRules.comingBack.rule]) expect(keys).toContain(key)
  })
})
