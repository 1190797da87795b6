import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveRange, reportingCurve } from '../../../web/charts/reportingCurve.ts'

const LOOK = { fontPixels: 22, fontFamily: 'sans-serif', line: '#fff', area: '#333', hairLine: '#222', text: '#fff', mutedText: '#999', animate: false }
const WORDS = { cutOff: '07:30', percent: (share: number) => `${share}`, minute: (minute: number) => `${minute}` }
const anyCurve = fc.array(fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.nat(20_000)), { maxLength: 80 })
  .map((at) => [...new Map(at)].sort((a, b) => a[0] - b[0]))

describe('reportingCurve', () => {
  it('draws shares of the roster, against a line at the cut-off', () => {
    const option = reportingCurve({ at: [[400, 50], [430, 80]], cutOffMinute: 450, roster: 100 }, LOOK, WORDS)
    expect(option.series[0].data).toEqual([[400, 0.5], [430, 0.8]])
    expect(option.series[0].markLine.data).toEqual([{ xAxis: 450 }])
    expect(option.series[0].markPoint.data).toEqual([{ coord: [430, 0.8] }])
  })
  it('never rises over 100 %, though unknown pupils report too', () => {
    expect(reportingCurve({ at: [[400, 130]], cutOffMinute: 450, roster: 100 }, LOOK, WORDS).series[0].data).toEqual([[400, 1]])
  })
  it('draws nothing without a roster, and does not fall over it', () => {
    expect(reportingCurve({ at: [[400, 5]], cutOffMinute: 450, roster: 0 }, LOOK, WORDS).series[0].data).toEqual([])
  })
  it('the axis holds every report and the cut-off, within one day', () => {
    fc.assert(fc.property(anyCurve, fc.integer({ min: 0, max: 1439 }), (at, cutOffMinute) => {
      const [from, to] = curveRange({ at, cutOffMinute, roster: 1 })
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(1440)
      for (const minute of [cutOffMinute, ...at.map(([each]) => each)]) {
        expect(minute).toBeGreaterThanOrEqual(from)
        expect(minute).toBeLessThanOrEqual(to)
      }
    }))
  })
  it('grows towards a line that stands still: early reports do not move the axis', () => {
    const early = curveRange({ at: [[365, 1]], cutOffMinute: 450, roster: 9 })
    expect(curveRange({ at: [[365, 1], [440, 9]], cutOffMinute: 450, roster: 9 })).toEqual(early)
  })
  it('has no letter smaller than its look says', () => {
    const option = reportingCurve({ at: [[400, 50]], cutOffMinute: 450, roster: 100 }, LOOK, WORDS)
    expect([option.xAxis.axisLabel.fontSize, option.yAxis.axisLabel.fontSize, option.series[0].markLine.label.fontSize]).toEqual([22, 22, 22])
  })
})
