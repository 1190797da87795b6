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
  it('the axis holds the cut-off and every report up to two and a half hours after it, in a few whole hours', () => {
    fc.assert(fc.property(anyCurve, fc.integer({ min: 0, max: 1439 }), (at, cutOffMinute) => {
      const { from, to, interval } = curveRange({ at, cutOffMinute, roster: 1 })
      expect(from).toBeGreaterThanOrEqual(0)
      expect([from % 60, interval % 60, (to - from) % interval]).toEqual([0, 0, 0])
      expect((to - from) / interval).toBeLessThanOrEqual(4)
      for (const minute of [cutOffMinute, ...at.map(([each]) => each).filter((each) => each <= cutOffMinute + 150)]) {
        expect(minute).toBeGreaterThanOrEqual(from)
        expect(minute).toBeLessThanOrEqual(to)
      }
    }))
  })
  it('an evening of late reports does not press the wave into a corner', () => {
    const option = reportingCurve({ at: [[400, 50], [450, 90], [1_200, 99]], cutOffMinute: 450, roster: 100 }, LOOK, WORDS)
    expect(option.xAxis.max).toBeLessThanOrEqual(660)
    expect(option.series[0].data).toEqual([[400, 0.5], [450, 0.9]])
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
