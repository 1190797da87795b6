import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateFeed } from '../../../../server/feeds/gate/parse.ts'
import type { ParseContext, ParsedReport } from '../../../../server/packs/pack.ts'
import { dayFromText } from '../../../../server/protocol/day.ts'

const context: ParseContext = { today: dayFromText('2020-04-13')!, now: Date.UTC(2020, 3, 13, 0), zoneOffsetMinutes: 480 }
const row = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  measuredAt: '2020-04-13T07:02:11+08:00', device: 'g1', school: '浦南小学', studentNo: '２０２３０３０２', temperatureCelsius: 36.4, ...changes,
})
function accept(changes: Record<string, unknown> = {}): ParsedReport {
  const report = gateFeed.parse(row(changes), context)
  if (Array.isArray(report)) throw new Error(JSON.stringify(report))
  return report
}
function refuse(changes: Record<string, unknown>): string[] {
  const problems = gateFeed.parse(row(changes), context)
  if (!Array.isArray(problems)) throw new Error('accepted')
  return problems.map(({ field, code }) => `${field}:${code}`)
}

describe('a reading at a gate', () => {
  it('is a device, where it was taken, a decision, and never a number that names somebody', () => {
    const { body, pupil, validOn, observedAt } = accept({ direction: 'in', site: 'thermal', second: true, decision: 'stopped', reason: 'fever-at-gate', deviceAt: 1_586_732_531_000, temperatureCelsius: 38.1, card: 'A001' })
    expect(body).toEqual({ device: 'g1', direction: 'in', temperatureCelsius: 38.1, site: 'thermal', second: true, decision: 'stopped', reason: 'fever-at-gate', deviceAt: 1_586_732_531_000 })
    expect(pupil).toEqual({ school: '浦南小学', className: '', studentNo: '20230302', card: 'A001' })
    expect([validOn, observedAt]).toEqual([context.today, Date.UTC(2020, 3, 12, 23, 2, 11)])
  })
  it('of a card, of a pupil by id, of a temperature without anybody', () => {
    expect(accept({ studentNo: undefined, card: 'A001' }).pupil).toMatchObject({ studentNo: '', card: 'A001' })
    expect(accept({ studentNo: undefined, student: 's1' }).pupil).toMatchObject({ student: 's1' })
    expect(accept({ studentNo: undefined }).body).toMatchObject({ temperatureCelsius: 36.4 })
    expect(refuse({ studentNo: undefined, temperatureCelsius: undefined })).toEqual(['studentNo:missing'])
  })
  it('keeps what nobody can have, and marks it', () => expect(accept({ temperatureCelsius: 365 }).body).toMatchObject({ temperatureCelsius: 365, implausible: true }))
  it.each([
    [{ direction: 'through' }, ['direction:unknown-value']], [{ site: 'ear' }, ['site:unknown-value']], [{ second: 'yes' }, ['second:not-a-boolean']], [{ decision: 1 }, ['decision:not-a-text']],
    [{ reason: '<b>' }, ['reason:unknown-value']], [{ deviceAt: 'now' }, ['deviceAt:not-a-number']], [{ device: undefined }, ['device:missing']], [{ school: '' }, ['school:missing']],
    [{ measuredAt: '2020-04-13T09:02:11+08:00' }, ['measuredAt:date-in-future']], [{ temperatureCelsius: '36' }, ['temperatureCelsius:not-a-number']],
  ])('refuses %j', (changes, problems) => expect(refuse(changes)).toEqual(problems))
})

describe('pictures of faces', () => {
  it.each([
    { image: '/9j/4AAQ' }, { faceImage: 'x' }, { photo: 'https://camera/1.jpg' }, { picUrl: 'x' }, { snapshot: { data: 'x' } }, { info: { facePhoto: 'x' } }, { faceFeature: [0.1, 0.2] }, { faceTemplate: 'x' },
    { extra: 'data:image/jpeg;base64,AAAA' }, { blob: 'A'.repeat(500) }, { 抓拍: 'x' },
  ])('a row with %j is refused, whatever else it says, and the answer says what to switch off', (field) => {
    expect(refuse(field)).toEqual([':image-not-taken'])
    const [{ reason }] = gateFeed.parse(row({ ...field, measuredAt: 'nonsense' }), context) as { reason: Record<string, string> }[]
    expect(reason['zh-CN']).toContain('关闭图片上传')
  })
  it('an empty one carries nothing, and a face’s number is no picture', () => {
    for (const field of [{ image: '' }, { photo: null }, { snapshot: {} }, { faceId: 'F17', faceScore: 0.98 }]) expect(accept(field).body).not.toHaveProperty('image')
  })
  it('never reach the body by any name', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ maxLength: 12 }), fc.oneof(fc.string({ minLength: 401, maxLength: 600 }), fc.integer(), fc.boolean(), fc.constant(null))), (extra) => {
      const report = gateFeed.parse({ ...extra, ...row() }, context)
      if (!Array.isArray(report)) expect(JSON.stringify(report).length).toBeLessThan(900)
    }))
  })
})

it('any input is either refused with words or understood; nothing throws', () => {
  fc.assert(fc.property(fc.anything(), (raw) => {
    const report = gateFeed.parse(raw, context)
    if (Array.isArray(report)) for (const problem of report) expect(problem.reason['zh-CN']).not.toBe('')
  }))
})
