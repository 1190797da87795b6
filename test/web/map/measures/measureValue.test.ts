import { expect, it } from 'vitest'
import { measureBurden, measureColumns, measureValue } from '../../../../web/map/measures/measureValue.ts'
import { createPackDescription } from '../../../fixtures/createPackDescription.ts'

const pack = createPackDescription()
const measure = (key: string) => pack.measures.find((one) => one.key === key)!
/** Figures of one node. */
const figures = (values: Record<string, number>): Uint32Array => Uint32Array.from(pack.counters, (counter) => values[counter.key] ?? 0)
const valueOf = (key: string, values: Record<string, number>): number | null => measureValue(figures(values), pack.counters.length, measureColumns(pack, measure(key)), 0)

it('a share is numerator by denominator', () => {
  expect(valueOf('waiting-share', { 'units-waiting': 5, units: 20 })).toBe(0.25)
})

it('a group smaller than the least is not shown, nor one that is empty', () => {
  expect(valueOf('waiting-share', { 'units-waiting': 4, units: 4 })).toBeNull()
  expect(valueOf('waiting-share', {})).toBeNull()
})

it('without a denominator it is a count', () => {
  expect(valueOf('alarm-count', { 'units-alarm': 3 })).toBe(3)
  expect(valueOf('alarm-count', {})).toBe(0)
})

it('a small count is hidden where the measure asks for it, none is not', () => {
  const columns = { ...measureColumns(pack, measure('alarm-count')), leastGroup: 5 }
  expect(measureValue(figures({ 'units-alarm': 3 }), pack.counters.length, columns, 0)).toBeNull()
  expect(measureValue(figures({}), pack.counters.length, columns, 0)).toBe(0)
})

it('the burden of a high hope is what is missing', () => {
  const one = figures({ reported: 18, roster: 20, units: 20, 'units-waiting': 6 })
  const burden = (key: string): number => measureBurden(one, pack.counters.length, measureColumns(pack, measure(key)), measure(key).goodWhen, 0)
  expect(burden('reported-share')).toBe(2)
  expect(burden('waiting-share')).toBe(6)
})

it('a node beyond the figures has no value', () => {
  expect(measureValue(figures({ units: 20 }), pack.counters.length, measureColumns(pack, measure('waiting-share')), 7)).toBeNull()
})

it('an unknown counter is named', () => {
  expect(() => measureColumns(pack, { ...measure('alarm-count'), numerator: ['nowhere'] })).toThrow('nowhere')
})
