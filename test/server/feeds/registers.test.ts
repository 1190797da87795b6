import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateFeed } from '../../../server/feeds/gate/parse.ts'
import { householdFeed } from '../../../server/feeds/household/parse.ts'
import { regionsFeed } from '../../../server/feeds/regions/parse.ts'
import { residentsFeed } from '../../../server/feeds/residents/parse.ts'
import { rosterFeed } from '../../../server/feeds/roster/parse.ts'
import { schoolFeed } from '../../../server/feeds/school/parse.ts'
import { unitsFeed } from '../../../server/feeds/units/parse.ts'
import { verificationFeed } from '../../../server/feeds/verification/parse.ts'
import type { Feed, ParseContext } from '../../../server/packs/pack.ts'
import { dayFromText } from '../../../server/protocol/day.ts'

const day = (text: string): number => dayFromText(text)!
const context: ParseContext = { today: day('2020-02-16'), now: Date.UTC(2020, 1, 16, 4), zoneOffsetMinutes: 480 }
const home = { compound: '浦南三村', building: '12号', room: '302' }
const codesOf = (feed: Feed, row: unknown): string[] => {
  const result = feed.parse(row, context)
  return Array.isArray(result) ? result.map(({ field, code }) => `${field}:${code}`) : ['accepted']
}

describe('gate', () => {
  it('reads a pupil at a device', () => {
    expect(gateFeed.parse({ measuredAt: '2020-02-16T07:21:00+08:00', device: 'g-1', school: '浦南小学', studentNo: '20230302', temperatureCelsius: 37.5 }, context)).toMatchObject({
      subject: 'pupil', validOn: context.today, pupil: { school: '浦南小学', className: '', studentNo: '20230302' }, person: null, body: { device: 'g-1', temperatureCelsius: 37.5 },
    })
    expect(codesOf(gateFeed, { measuredAt: 'now', device: '', school: '浦南小学' })).toEqual(['measuredAt:not-an-instant', 'device:missing', 'studentNo:missing'])
  })
})

describe('verification', () => {
  it('[R8] makes a task; the list is told apart without naming anybody', () => {
    expect(verificationFeed.parse({ issuedOn: '2020-02-15', list: '协查20200213徐丽刚', ...home, name: '徐丽刚', phone: '13831014375', dueOn: '2020-02-18' }, context)).toMatchObject({
      subject: 'task', person: { name: '徐丽刚' }, body: { list: '协查20200213…', dueOn: day('2020-02-18') }, privateCells: { list: '协查20200213徐丽刚' },
    })
    expect(codesOf(verificationFeed, { issuedOn: '2020-02-15', list: 'A', ...home, answer: 'maybe' })).toEqual(['answer:unknown-value'])
  })
})

describe('units', () => {
  it('keeps landlord and head of household in the vault only', () => {
    expect(unitsFeed.parse({ ...home, storey: '3', tenure: 'rented', residents: 3, landlordName: '何刚', headPhone: '15034574499' }, context)).toMatchObject({
      subject: 'unit', validOn: context.today, person: null, body: { storey: '3', tenure: 'rented', residents: 3 }, privateCells: { landlordName: '何刚', headPhone: '15034574499' },
    })
    expect(codesOf(unitsFeed, { ...home, residents: '3' })).toEqual(['residents:not-a-number'])
    expect(codesOf(unitsFeed, { ...home, residents: 13_831_014_375, tenure: '空关' })).toEqual(['tenure:unknown-value', 'residents:out-of-range'])
  })
})

describe('residents', () => {
  it('keeps plates in the vault and may reach far back', () => {
    expect(residentsFeed.parse({ ...home, name: '徐丽刚', relation: '租客', plates: ['沪A12345', '沪B·6789'], from: '1965-05-01', to: '2022-01-01' }, context)).toMatchObject({
      subject: 'person', body: { relation: '租客', from: day('1965-05-01'), to: day('2022-01-01') }, privateCells: { plates: '沪A12345、沪B·6789' },
    })
    expect(codesOf(residentsFeed, { ...home, from: '2020-01-02', to: '2020-01-01' })).toEqual(['name:missing', 'to:date-order'])
  })
})

describe('regions', () => {
  it('reads a line of a list', () => {
    expect(regionsFeed.parse({ region: '温州', level: 'concern', from: '2020-02-04' }, context)).toMatchObject({
      address: null, validOn: day('2020-02-04'), body: { region: '温州', level: 'concern', from: day('2020-02-04'), to: null },
    })
    expect(codesOf(regionsFeed, { region: '', level: 'red', from: '2020-02-04', to: '2020-02-03' })).toEqual(['region:missing', 'level:unknown-value', 'to:date-order'])
  })
})

describe('roster', () => {
  it('takes the home address apart and keeps it as written in the vault', () => {
    expect(rosterFeed.parse({ school: '浦南小学', grade: '一年级', class: '一(1)班', studentNo: '20240101', name: '何辉伟', address: '浦南三村74号101室', guardianName: '潘建思' }, context)).toMatchObject({
      subject: 'pupil', address: { compound: '浦南三村', building: '74', room: '101' }, body: { grade: '一年级' }, privateCells: { address: '浦南三村74号101室', guardianName: '潘建思' },
    })
  })
})

const feeds = [householdFeed, schoolFeed, gateFeed, verificationFeed, unitsFeed, residentsFeed, regionsFeed, rosterFeed]
const fields = ['id', 'registeredOn', 'submittedAt', 'measuredAt', 'issuedOn', 'compound', 'building', 'room', 'name', 'school', 'class', 'studentNo', 'state', 'region', 'level', 'from', 'to', 'plates', 'residents', 'symptoms', 'household', 'address', 'list', 'temperatureCelsius']

describe.each(feeds.map((feed) => [feed.name, feed] as const))('any row into %s', (_name, feed) => {
  it('is read or refused in both languages, never thrown at', () => {
    const cell = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.constantFrom('2020-02-15', '2020-02-15T07:00:00+08:00', '', null, '\u0000', '\ud800'))
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.record(Object.fromEntries(fields.map((field) => [field, cell])), { requiredKeys: [] })), (raw) => {
      const result = feed.parse(raw, context)
      if (!Array.isArray(result)) return
      expect(result.length).toBeGreaterThan(0)
      for (const problem of result) {
        expect(problem.code).toMatch(/^[a-z-]+$/)
        expect(problem.reason['zh-CN']).not.toContain(problem.code)
        expect(problem.reason.en).not.toContain('undefined')
      }
    }))
  })
})
