import { expect, it } from 'vitest'
import { weekLine } from '../../../web/charts/weekLine.ts'

const look = { fontPixels: 22, fontFamily: 'x', line: '#fff', area: '#fff', hairLine: '#333', text: '#fff', mutedText: '#999', animate: false }
const percent = (share: number): string => `${Math.round(share * 100)}%`
const line = (...days: [expected: number, onTime: number][]) => weekLine({ days: days.map(([expected, onTime], i) => ({ label: String(i), expected, onTime })) }, look, percent)

it('shows the share in time of each day, and no point where nobody was expected', () => {
  expect(line([100, 98], [0, 0], [50, 40]).series[0].data).toEqual([0.98, '-', 0.8])
})
it('begins below the worst day, so that good days do not look all the same', () => {
  expect(line([100, 98], [100, 96]).yAxis.min).toBeCloseTo(0.9)
  expect(line([100, 98], [100, 55]).yAxis.min).toBeCloseTo(0.5)
  expect(line().yAxis.min).toBeCloseTo(0.9)
})
it('words each point as a percentage', () => {
  const { formatter } = line([100, 97]).series[0].label
  expect(formatter({ value: 0.97 })).toBe('97%')
  expect(formatter({ value: '-' })).toBe('')
})
