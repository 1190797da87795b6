import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { TAGS, VACANT_BUT_OCCUPIED } from '../../../../server/packs/epidemic/codes.ts'
import type { EpidemicContent } from '../../../../server/packs/epidemic/epidemicFact.ts'
import { epidemicPack } from '../../../../server/packs/epidemic/epidemicPack.ts'
import type { Fact, UnitResult } from '../../../../server/packs/pack.ts'
import { dayFromText } from '../../../../server/protocol/day.ts'
import { hasSample, readChecks, readLedger, readRegions, readReturns, SAMPLE, type SampleReport } from './readPunanSancun.ts'

if (!hasSample) console.warn('SKIPPED: ../shared/samples/punan-sancun is absent, so the rules were not checked against the sample compound')

type EpidemicFact = Fact<EpidemicContent>
interface Person { facts: EpidemicFact[]; units: { seq: number; validOn: number; key: string }[] }

/** The sample through parse and derive, by a merge of ten lines; the world of the server is tested elsewhere. */
function judge(reports: SampleReport[], ledger: Map<string, string | null>, asOf: string): Map<string, UnitResult> {
  const day = dayFromText(asOf)!
  const reference = epidemicPack.createReference(readRegions())
  const persons = new Map<string, Person>()
  const whole = new Map<string, EpidemicFact[]>()
  reports.forEach(({ key, report }, index) => {
    if (Array.isArray(report) || !ledger.has(key) || report.validOn > day) return
    const fact: EpidemicFact = { ...epidemicPack.factOf('household', report.body)!, seq: index + 100, validOn: report.validOn, feed: 'household' }
    if (!report.person) {
      whole.set(key, [...(whole.get(key) ?? []), fact])
      return
    }
    const id = report.person.idNumber || `${report.person.name}/${report.person.phone}`
    const person = persons.get(id) ?? { facts: [], units: [] }
    persons.set(id, person)
    person.facts.push(fact)
    person.units.push({ seq: fact.seq, validOn: fact.validOn, key })
  })
  const homes = new Map<string, ReturnType<typeof epidemicPack.derivePerson>[]>()
  const left = new Set<string>()
  const byRule1 = (a: { seq: number; validOn: number }, b: { seq: number; validOn: number }): number => a.validOn - b.validOn || a.seq - b.seq
  for (const person of persons.values()) {
    const home = person.units.sort(byRule1)[person.units.length - 1].key
    person.units.forEach((unit) => unit.key !== home && left.add(unit.key))
    homes.set(home, [...(homes.get(home) ?? []), epidemicPack.derivePerson(person.facts.sort(byRule1), day, reference)])
  }
  const results = new Map<string, UnitResult>()
  for (const [key, tenure] of ledger) {
    results.set(key, epidemicPack.deriveUnit({
      people: homes.get(key) ?? [], whole: (whole.get(key) ?? []).sort(byRule1), tenure, movedAway: left.has(key), pupilAlert: false, openTasks: 0, marks: [],
    }, day, reference))
  }
  return results
}

const { statuses } = epidemicPack.description
function countsOf(results: Map<string, UnitResult>): Record<string, number> {
  const counts = Object.fromEntries(statuses.map(({ key }) => [key, 0]))
  for (const { status } of results.values()) counts[statuses[status].key]++
  return counts
}

describe.skipIf(!hasSample)('the sample compound Punan Sancun', () => {
  const expected = hasSample ? JSON.parse(readFileSync(new URL('expected.json', SAMPLE), 'utf8')) : {}
  let ledger = new Map<string, string | null>()
  let first: SampleReport[] = []
  let both: SampleReport[] = []
  beforeAll(async () => {
    ledger = readLedger()
    first = await readReturns('returns-2020-02-15.xlsx')
    both = [...first, ...(await readReturns('returns-2020-02-16.csv'))]
  })

  it('reads the ledger', () => {
    expect(ledger.size).toBe(expected.units)
    expect(countsOf(judge([], ledger, '2020-02-15'))).toEqual(expected.afterLedgerOnly.counts)
  })

  it('counts every colour as of each day', () => {
    expect(countsOf(judge(first, ledger, '2020-02-15'))).toEqual(expected.after_2020_02_15.counts)
    expect(countsOf(judge(both, ledger, '2020-02-15'))).toEqual(expected.after_2020_02_15.counts)
    expect(countsOf(judge(both, ledger, '2020-02-16'))).toEqual(expected.after_2020_02_16.counts)
    expect(countsOf(judge(both, ledger, '2020-02-17'))).toEqual(expected.regions_widened.counts)
  })

  it('gives each named unit its colour on each day', () => {
    for (const day of ['2020-02-15', '2020-02-16', '2020-02-17']) {
      const results = judge(both, ledger, day)
      const got = Object.fromEntries(Object.keys(expected.sampleUnits).map((key) => [key, statuses[results.get(key)!.status].key]))
      expect(got, day).toEqual(Object.fromEntries(Object.entries<Record<string, string>>(expected.sampleUnits).map(([key, days]) => [key, days[day]])))
    }
  })

  it('[R6] tags exactly the vacant units that somebody returned to', () => {
    const tagged = [...judge(both, ledger, '2020-02-16')].filter(([, { tags }]) => tags & VACANT_BUT_OCCUPIED).map(([key]) => key)
    expect(tagged.sort()).toEqual(expected.vacantButReturned)
  })

  it('gives every unit a reason in words and only known tags', () => {
    for (const { reason, tags } of judge(both, ledger, '2020-02-16').values()) {
      expect(epidemicPack.wordReason(reason, 'zh-CN')).not.toMatch(/undefined|原因代码|某日/)
      expect(epidemicPack.wordReason(reason, 'en')).not.toMatch(/undefined|Reason code|unknown day/)
      expect(tags >>> TAGS.length).toBe(0)
    }
  })

  it('refuses exactly the rows with an impossible return date', () => {
    const refused = (file: string): { row: number }[] => expected.files[file].rejected.filter(({ column }: { column: string }) => column === '返沪日期')
    const got = (reports: SampleReport[]) => reports.filter(({ report }) => Array.isArray(report)).map(({ row, report }) => ({ row, field: (report as { field: string }[])[0].field }))
    expect(got(first)).toEqual(refused('returns-2020-02-15.xlsx').map(({ row }) => ({ row, field: 'returnedOn' })))
    expect(got(both.slice(first.length))).toEqual(refused('returns-2020-02-16.csv').map(({ row }) => ({ row, field: 'returnedOn' })))
  })

  it('finds exactly the abnormal checks', () => {
    const abnormal = readChecks().filter(({ report }) => !Array.isArray(report) && epidemicPack.isAbnormalCheck(report.body)).map(({ studentNo }) => studentNo)
    expect([...new Set(abnormal)].sort()).toEqual(expected.school.abnormalStudentNos)
  })
})
