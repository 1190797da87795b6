import fc from 'fast-check'
import { expect, it } from 'vitest'
import { STOREY_FORMULA, storeyAt } from '../../../../web/map/layers/buildings/storeyFormula.ts'
import { fragmentShader } from '../../../../web/map/layers/buildings/buildingsShaders.ts'

/** The shader's own text, evaluated with its functions in doubles. */
const shaderStorey = new Function('fraction', 'count', 'max', 'min', 'floor', `return ${STOREY_FORMULA}`) as (...args: unknown[]) => number
const inShader = (fraction: number, count: number): number => shaderStorey(fraction, count, Math.max, Math.min, Math.floor)

it('the shader and the CPU find the same storey at every height', () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 200 }), (fraction, count) => {
    expect(inShader(fraction, count)).toBe(storeyAt(fraction, count))
  }))
})

it('a point within a storey is that storey, in the 32-bit floats of a GPU, too', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (count, pick, within) => {
    const storey = pick % count
    const fraction = Math.fround((storey + within) / count)
    expect(shaderStorey(fraction, count, Math.max, Math.min, (x: number) => Math.floor(Math.fround(x)))).toBe(storey)
  }))
})

it('foot and roof edge belong to the lowest and the highest storey', () => {
  expect(storeyAt(0, 7)).toBe(0)
  expect(storeyAt(1, 7)).toBe(6)
  expect(inShader(1, 7)).toBe(6)
})

it('the shader is given the formula that is tested', () => {
  expect(fragmentShader).toContain(STOREY_FORMULA)
})
