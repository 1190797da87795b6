import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NOT_SHOWN } from '../../../server/protocol/school.ts'
import { inHalls } from '../../../server/school/boards/boardFigures.ts'
import { emptyTally } from '../../../server/world/schoolFigures.ts'

const tallyOf = (abnormal: number) => ({ ...emptyTally(), roster: 40, abnormal })
const sumOf = (abnormal: number[]): number => abnormal.reduce((sum, figure) => sum + figure, 0)
const campusOf = (grades: number[][]) => ({
  isSchoolDay: true, staff: emptyTally(), whole: tallyOf(sumOf(grades.flat())),
  grades: grades.map((classes, grade) => ({ name: `${grade}`, tally: tallyOf(sumOf(classes)), classes: classes.map((abnormal, i) => ({ name: `${grade}(${i})`, tally: tallyOf(abnormal) })) })),
})

it('nobody and many are shown, few are not', () => {
  const { whole, grades } = inHalls(campusOf([[0, 4], [5]]))
  expect(grades[0].classes.map(({ tally }) => tally.abnormal)).toEqual([0, NOT_SHOWN])
  expect([grades[0].tally.abnormal, grades[1].tally.abnormal, whole.abnormal]).toEqual([NOT_SHOWN, 5, NOT_SHOWN])
  expect(inHalls(campusOf([[0], [0]])).whole.abnormal).toBe(0)
  expect(inHalls(campusOf([[3], [4]])).whole.abnormal).toBe(7)
})

it('what is shown tells of no group of one to four sick pupils, also when figures are subtracted', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }), (classes) => {
    const { whole, grades } = inHalls(campusOf(classes))
    const isTold = (left: number): boolean => left > 0 && left < 5
    for (const [i, { tally, classes: shown }] of grades.entries()) {
      for (const each of shown) expect(isTold(each.tally.abnormal)).toBe(false)
      // A grade is told only where all of its classes are: nothing is left to subtract.
      if (tally.abnormal !== NOT_SHOWN) expect(shown.map((each) => each.tally.abnormal)).toEqual(classes[i])
    }
    if (whole.abnormal === NOT_SHOWN) return
    expect(isTold(whole.abnormal - sumOf(grades.flatMap(({ classes: shown }) => shown.map((each) => Math.max(each.tally.abnormal, 0)))))).toBe(false)
  }))
})
