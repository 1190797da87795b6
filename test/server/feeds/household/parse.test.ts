import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { householdFeed } from '../../../../server/feeds/household/parse.ts'
import type { ParseContext, ParsedReport } from '../../../../server/packs/pack.ts'
import { dayFromText } from '../../../../server/protocol/day.ts'

const context: ParseContext = { today: dayFromText('2020-02-16')!, now: Date.UTC(2020, 1, 16, 4), zoneOffsetMinutes: 480 }
const day = (text: string): number => dayFromText(text)!
const row = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  registeredOn: '2020-02-15', committee: '浦南三村居委会', compound: '浦南三村', building: '12号', room: '302', name: '徐丽刚', idNumber: '31011519470215396x', phone: '138 3101 4375', state: 'stayed', ...changes,
})
function accept(changes: Record<string, unknown> = {}): ParsedReport {
  const report = householdFeed.parse(row(changes), context)
  if (Array.isArray(report)) throw new Error(JSON.stringify(report))
  return report
}
function refuse(changes: Record<string, unknown>): string[] {
  const problems = householdFeed.parse(row(changes), context)
  if (!Array.isArray(problems)) throw new Error('accepted')
  return problems.map(({ field, code }) => `${field}:${code}`)
}

describe('a household row', () => {
  it('splits into an impersonal body and a person', () => {
    expect(accept({ id: 'a-1', state: 'returned', origin: '浙江温州', transit: '途经武汉', returnedOn: '2020-02-06', releasedOn: '2020-02-20', condition: 'close-contact', healthCode: 'yellow' })).toEqual({
      subject: 'person', validOn: day('2020-02-15'), observedAt: null, reportId: 'a-1',
      address: { committee: '浦南三村居委会', compound: '浦南三村', building: '12号', room: '302' },
      person: { name: '徐丽刚', idNumber: '31011519470215396X', phone: '13831014375' }, pupil: null,
      body: { state: 'returned', origin: '浙江温州', transit: '途经武汉', returnedOn: day('2020-02-06'), releasedOn: day('2020-02-20'), condition: 'close-contact', healthCode: 'yellow' },
      privateCells: null,
    })
  })
  it('is about the whole unit without a name', () => {
    expect(accept({ name: '', idNumber: undefined, phone: null, state: 'not-returned' })).toMatchObject({ subject: 'unit', person: null, body: { state: 'not-returned' }, privateCells: null })
  })
  it('is about the unit when it says vacant, and the name goes to the vault', () => {
    expect(accept({ state: 'vacant' })).toMatchObject({ subject: 'unit', person: null, body: { state: 'vacant' }, privateCells: { name: '徐丽刚', phone: '13831014375' } })
  })
  it('gives equal bodies for equal content, whatever the order of the fields', () => {
    const reversed = householdFeed.parse(Object.fromEntries(Object.entries(row({ state: 'returned', origin: '温州', returnedOn: '2020-02-06' })).reverse()), context)
    expect(JSON.stringify((reversed as ParsedReport).body)).toBe(JSON.stringify(accept({ state: 'returned', origin: '温州', returnedOn: '2020-02-06' }).body))
  })
  it('ignores fields it does not know', () => {
    expect(accept({ 序号: 1, __proto__x: {} }).body).toEqual({ state: 'stayed' })
  })
  it('keeps rare characters and emoji', () => {
    expect(accept({ name: '㛃𠮷', note: '已送菜👍' })).toMatchObject({ person: { name: '㛃𠮷' }, privateCells: { note: '已送菜👍' } })
  })
})

describe('what is refused, all of it at once, by field and code', () => {
  it.each([
    [{ registeredOn: undefined }, ['registeredOn:missing']],
    [{ registeredOn: '2020-02-30' }, ['registeredOn:no-such-date']],
    [{ registeredOn: '1900-01-01' }, ['registeredOn:date-too-old']],
    [{ registeredOn: '2020-02-17' }, ['registeredOn:date-in-future']],
    [{ registeredOn: 43876 }, ['registeredOn:not-a-date']],
    [{ state: 'gone' }, ['state:unknown-value']],
    [{ state: undefined }, ['state:missing']],
    [{ state: 'returned', returnedOn: '二月三十日' }, ['returnedOn:not-a-date']],
    [{ state: 'returned' }, ['returnedOn:required-for-returned']],
    [{ state: 'returned', name: '', returnedOn: '2020-02-06' }, ['name:required-for-returned']],
    [{ state: 'returned', returnedOn: '2020-02-17' }, ['returnedOn:date-in-future']],
    [{ state: 'returned', returnedOn: '2020-02-06', releasedOn: '2020-02-05' }, ['releasedOn:date-order']],
    [{ state: 'returned', returnedOn: '2020-02-06', releasedOn: '2021-02-20' }, ['releasedOn:date-in-future']],
    [{ room: 302 }, ['room:not-a-text']],
    [{ building: '', room: ' ' }, ['building:missing', 'room:missing']],
    [{ name: '徐\u0000刚' }, ['name:control-characters']],
    [{ name: '徐\ud842' }, ['name:bad-characters']],
    [{ name: '徐'.repeat(65) }, ['name:too-long']],
    [{ note: '菜'.repeat(2_001) }, ['note:too-long']],
    [{ healthCode: '绿码', condition: 7 }, ['condition:not-a-text', 'healthCode:unknown-value']],
    [{ registeredOn: 'x', compound: null, state: 1 }, ['registeredOn:not-a-date', 'compound:missing', 'state:not-a-text']],
  ] as [Record<string, unknown>, string[]][])('%j', (changes, problems) => expect(refuse(changes)).toEqual(problems))

  it.each([null, undefined, 7, 'text', [], true])('%j is no row', (raw) => {
    expect(householdFeed.parse(raw, context)).toMatchObject([{ field: '', code: 'not-an-object' }])
  })
  it('accepts a return that was expected when it was registered', () => {
    expect(accept({ state: 'returned', registeredOn: '2020-02-14', returnedOn: '2020-02-16' }).validOn).toBe(day('2020-02-14'))
  })
})

describe('nothing personal', () => {
  it('is left in the body: digit runs and the own name are cut out, the original goes to the vault', () => {
    const report = accept({ state: 'returned', returnedOn: '2020-02-06', origin: '浙江温州徐丽刚家', transit: '联系 138-3101-4375,310115194702153964' })
    expect(report.body).toMatchObject({ origin: '浙江温州…家', transit: '联系 …,…' })
    expect(report.privateCells).toEqual({ origin: '浙江温州徐丽刚家', transit: '联系 138-3101-4375,310115194702153964' })
  })
  it('a name that is a place stays where it reads as the place', () => {
    expect(accept({ name: '金华', state: 'returned', returnedOn: '2020-02-06', origin: '浙江金华' }).body.origin).toBe('浙江金华')
  })
  it('a train or a flight is no phone', () => {
    expect(accept({ state: 'returned', returnedOn: '2020-02-06', origin: '浙江温州', transit: '高铁G7012,MU5302' }).privateCells).toBeNull()
  })
  it('stands in a reason: a cell is quoted only when it can be nothing but a date', () => {
    const words = (returnedOn: string): string => {
      const problems = householdFeed.parse(row({ state: 'returned', returnedOn }), context)
      return Array.isArray(problems) ? problems.map(({ reason }) => reason['zh-CN'] + reason.en).join() : ''
    }
    expect(words('二月三十日')).toContain('：二月三十日')
    expect(words('徐丽刚')).not.toContain('徐')
    expect(words('13831014375')).not.toContain('1383')
    expect(words('2月1日13831014375')).not.toContain('1383')
  })
})

it('never throws, and a body never holds the name or the numbers, whatever comes', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null), fc.constantFrom('2020-02-06', 'returned', '张三', '13800001111', '温州张三13800001111'), fc.object())
  const anyRow = fc.record(Object.fromEntries(['id', 'registeredOn', 'compound', 'building', 'room', 'name', 'idNumber', 'phone', 'state', 'origin', 'transit', 'returnedOn', 'note'].map((field) => [field, cell])), { requiredKeys: [] })
  fc.assert(fc.property(anyRow, (raw) => {
    const result = householdFeed.parse(raw, context)
    expect(Array.isArray(result) ? result.length : 1).toBeGreaterThan(0)
  }))
  fc.assert(fc.property(fc.constantFrom('origin', 'transit'), fc.string(), fc.string(), (field, before, after) => {
    const result = householdFeed.parse(row({ [field]: `${before}徐丽刚13831014375${after}` }), context)
    if (!Array.isArray(result)) expect(JSON.stringify(result.body)).not.toMatch(/徐丽刚|13831014375/)
  }))
})
