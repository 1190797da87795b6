import { expect, it } from 'vitest'
import { compareGrades } from '../../../server/merge/compareGrades.ts'
import { classInGrade, nextGrade } from '../../../server/school/rosters/nextGrade.ts'

it.each([['一年级', '二年级'], ['预初', '初一'], ['初二', '初三'], ['高一', '高二'], ['3年级', '4年级'], ['2019级', '2019级'], ['大班', null], ['九年级', null]])('after %s comes %s', (grade, next) => expect(nextGrade(grade)).toBe(next))

it.each([['一(3)班', '一年级', '二年级', '二(3)班'], ['高一(2)班', '高一', '高二', '高二(2)班'], ['103班', '一年级', '二年级', '103班'], ['预初(1)班', '预初', '初一', '初一(1)班'], ['中(1)班', '中班', '大班', '大(1)班']])('%s of %s is in %s %s', (name, grade, next, wanted) =>
  expect(classInGrade(name, grade, next)).toBe(wanted))

it('grades and classes stand in a school’s order', () => {
  expect(['高一', '五年级', '初二', '一年级', '预初', '三年级'].sort(compareGrades)).toEqual(['一年级', '三年级', '五年级', '预初', '初二', '高一'])
  expect(['一(10)班', '一(2)班', '一(1)班'].sort(compareGrades)).toEqual(['一(1)班', '一(2)班', '一(10)班'])
})
