import fc from 'fast-check'
import { expect, it } from 'vitest'
import { StudentNumbers } from '../../../server/intake/studentNumbers.ts'

it('answers as a map by campus and text would, whatever the numbers look like, also after some are forgotten', () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 40 }).map(String), fc.constantFrom('', '0', '007', '7', '999999999999999', '1000000000000000', '9007199254740993', '9007199254740992', 'G310', '4294967303', '２', '-1', '1.5'),
  )
  const step = fc.record({ act: fc.constantFrom('set', 'set', 'forget'), campus: fc.integer({ min: 0, max: 3 }), number, student: fc.integer({ min: 0, max: 200_000 }) })
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const numbers = new StudentNumbers()
    const map = new Map<string, number>()
    for (const { act, campus, number: text, student } of steps) {
      if (act === 'set') numbers.set(campus, text, student)
      else numbers.forget(campus, text)
      if (act === 'set') map.set(`${campus} ${text}`, student)
      else map.delete(`${campus} ${text}`)
    }
    for (const { campus, number: text } of steps) for (const each of [campus, campus + 1]) expect(numbers.get(each, text)).toBe(map.get(`${each} ${text}`) ?? null)
  }))
})

it('keeps a district of schools that count alike, and nothing after it was cleared', () => {
  const numbers = new StudentNumbers()
  for (let student = 0; student < 60_000; student++) numbers.set(student % 200, String(2020001 + Math.floor(student / 200)), student)
  for (let student = 0; student < 60_000; student++) if (numbers.get(student % 200, String(2020001 + Math.floor(student / 200))) !== student) expect.fail(`student ${student}`)
  expect(numbers.get(200, '2020001')).toBeNull()
  expect(numbers.get(0, '2020301')).toBeNull()
  numbers.clear()
  expect(numbers.get(0, '2020001')).toBeNull()
})
