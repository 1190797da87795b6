import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayOfInstant, instantFromText } from '../../../../server/feeds/rowChecks/readInstant.ts'

it('reads every ISO instant with an offset as the platform does', () => {
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 }).map((minutes) => `${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`)
  fc.assert(fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), fc.oneof(fc.constant('Z'), offset), (date, zone) => {
    const text = date.toISOString().replace('Z', zone)
    expect(instantFromText(text)).toBe(Date.parse(text))
  }))
})

it.each(['2020-04-13T06:41:07', '2020-04-13', '2020-13-01T00:00:00Z', '2020-04-13T24:00:00Z', '2020-04-13T06:60:00Z', '2020-04-13T06:41:07+15:00', '2020-04-13T06:41:07Zx', '2020-04-13T06:41:07.Z', ''])('%j is no instant', (text) => {
  expect(instantFromText(text)).toBeNull()
})

it.each([['2020-04-13T06:41+0800', '2020-04-12T22:41:00Z'], ['2020-04-13 06:41:07Z', '2020-04-13T06:41:07Z']])('%s is also written', (text, same) => {
  expect(instantFromText(text)).toBe(Date.parse(same))
})

it('counts days in the zone of the deployment, before 1970 too', () => {
  expect(dayOfInstant(Date.parse('2020-04-12T16:00:00Z'), 480)).toBe(dayOfInstant(Date.parse('2020-04-12T15:59:59Z'), 480) + 1)
  expect(dayOfInstant(-1, 0)).toBe(-1)
})
