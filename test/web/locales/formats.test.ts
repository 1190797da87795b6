import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatChange, formatCount, formatDay, formatMinute, formatPercent, formatTime, splitAge } from '../../../web/locales/formats.ts'

describe('formats', () => {
  it('a change has its sign, a true minus, and no sign when there is none', () => {
    expect([126, -131, 0, 1_234].map((value) => formatChange(value, 'zh-CN'))).toEqual(['+126', '−131', '0', '+1,234'])
  })
  it('a share is never rounded to all while somebody is missing, nor to none while somebody is there', () => {
    expect(formatPercent(20_139 / 20_140, 'zh-CN')).toBe('99.9')
    expect(formatPercent(1 / 50_000, 'en')).toBe('0.1')
    expect([0, 0.986, 1].map((share) => formatPercent(share, 'en'))).toEqual(['0.0', '98.6', '100.0'])
  })
  it('a time is the zone\'s, not the screen\'s', () => {
    expect(formatTime(Date.UTC(2020, 1, 14, 23, 21, 36), 480)).toBe('07:21:36')
    expect(formatTime(Date.UTC(2020, 1, 14, 23, 21, 36), 0, false)).toBe('23:21')
  })
  it('a minute of the day, a day', () => {
    expect([450, 0, 1439].map(formatMinute)).toEqual(['07:30', '00:00', '23:59'])
    expect(formatDay('2020-02-15', 'zh-CN')).toBe('2 月 15 日 周六')
    expect(formatDay('2020-02-15', 'en')).toBe('Sat 15 Feb')
    expect(formatDay('', 'en')).toBe('')
  })
  it('an age is in its natural unit, rounded down, and never below nothing', () => {
    expect([-5, 1_999, 61_000, 7_200_000, 200_000_000].map(splitAge)).toEqual([
      { unit: 'seconds', n: 0 }, { unit: 'seconds', n: 1 }, { unit: 'minutes', n: 1 }, { unit: 'hours', n: 2 }, { unit: 'days', n: 2 },
    ])
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => { expect(splitAge(seconds * 1_000).n).toBeLessThanOrEqual(seconds) }))
  })
  it('counts are grouped', () => expect(formatCount(50_186, 'zh-CN')).toBe('50,186'))
})
