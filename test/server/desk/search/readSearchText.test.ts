import { describe, expect, it } from 'vitest'
import { readSearchText } from '../../../../server/desk/search/readSearchText.ts'

const numbersOf = (text: string) => readSearchText(text)?.parts?.numbers.map(({ codes, isPhone, isTail }) => `${String.fromCharCode(...codes)}${isPhone ? ' phone' : ''}${isTail ? ' tail' : ''}`)

describe('readSearchText', () => {
  it.each([['', null], [' ', null], ['王', null], ['a', null], ['\u0000\u0000a', null], ['x'.repeat(10_000), null]])('%j asks for nothing', (text, expected) => expect(readSearchText(text)).toBe(expected))

  it.each([
    ['138 0013 8000', ['13800138000 phone']], ['+86-138-0013-8000', ['13800138000 phone']], ['１３８０', ['1380 phone tail']], ['1234', ['1234 phone tail']],
    ['00123', ['00123 phone']], ['123x', ['123X tail']], ['王小华 1234', ['1234 phone tail']], ['王小华13800138000', ['13800138000 phone']],
  ])('%s asks for the numbers %j', (text, numbers) => expect(numbersOf(text)).toEqual(numbers))

  it.each(['123', '12 王小华', '王小华', '74号101室'])('%s holds no number that could be a phone', (text) => expect(readSearchText(text)?.parts).toBeNull())

  it('reads a whole identity number', () => {
    expect(readSearchText('9901 0119 8001 0112 3x')?.idNumber).toBe('99010119800101123X')
    expect(readSearchText('王小华')?.idNumber).toBe('')
  })
})
