import { describe, expect, it } from 'vitest'
import { gaussKruegerToLngLat } from '../../../geodata/readers/gaussKruegerToLngLat.ts'
import { parseHeightMetres } from '../../../geodata/readers/parseHeightMetres.ts'
import { parseLevels } from '../../../geodata/readers/parseLevels.ts'
import { projectionOfEpsg } from '../../../geodata/readers/projectionOfEpsg.ts'
import { storeysFromHeight } from '../../../geodata/readers/storeysFromHeight.ts'

describe('parseHeightMetres', () => {
  it.each([
    ['12', 12], ['12 m', 12], ['12.5m', 12.5], ['12,5', 12.5], ['12米', 12], ['１２ 米', 12], ['~12', 12], ['40\'', 12.19], ['40\'6"', 12.34], ['40 ft', 12.19],
    ['high', undefined], ['-3', undefined], ['0', undefined], ['12000', undefined], ['', undefined], ['12 storeys', undefined],
  ])('reads %j as %s', (text, metres) => expect(parseHeightMetres(text)).toBe(metres))
})

describe('parseLevels', () => {
  it.each([
    ['6', 6], ['6F', 6], ['6层', 6], ['６层', 6], ['5.5', 6], ['5;7', 7], ['5-7', 7], ['地上18层地下2层', 18], ['6 floors', undefined],
    ['多层', undefined], ['0', undefined], ['-1', undefined], ['2000', undefined], ['', undefined],
  ])('reads %j as %s', (text, levels) => expect(parseLevels(text)).toBe(levels))
})

describe('storeysFromHeight', () => {
  it.each([[3, 1], [18, 6], [54.5, 18], [7, 2], [8, 3], [0, 1], [-5, 1], [Number.NaN, 1], [Infinity, 1]])(
    'gives %d m %d storeys', (metres, storeys) => expect(storeysFromHeight(metres)).toBe(storeys))
})

describe('gaussKruegerToLngLat', () => {
  it('puts the axis of a zone on its central meridian, and the equator on zero', () => {
    expect(gaussKruegerToLngLat(500_000, 0, 120)).toEqual([120, 0])
  })

  it('measures the meridian from the equator to the pole as 10,001,965.7 m', () => {
    expect(gaussKruegerToLngLat(500_000, 10_001_965.729, 120)[1]).toBeCloseTo(90, 7)
  })

  it('knows the zones of EPSG with and without their numbers', () => {
    expect(projectionOfEpsg(4549)).toEqual({ kind: 'gauss-krueger', centralMeridian: 120 })
    expect(projectionOfEpsg(4509)).toEqual({ kind: 'gauss-krueger', centralMeridian: 117 })
    expect(projectionOfEpsg(4528)).toEqual({ kind: 'gauss-krueger', centralMeridian: null })
    expect(projectionOfEpsg(2154)).toBeNull()
  })
})
