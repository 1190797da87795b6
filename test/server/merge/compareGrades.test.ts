import { describe, expect, it } from 'vitest'
import { compareGrades } from '../../../server/merge/compareGrades.ts'

describe('grades and classes stand as a school counts them', () => {
  it.each([
    ['twelve grades', ['一年级', '二年级', '九年级', '十年级', '十一年级', '十二年级']],
    ['by stages', ['小一', '小六', '预初', '初一', '初三', '高一', '高三']],
    ['classes by number', ['一(1)班', '一(2)班', '一(10)班', '一(20)班']],
    ['classes in figures of the language', ['一班', '二班', '十班', '十一班', '二十班', '二十一班']],
  ])('%s', (_, names) => {
    expect([...names].reverse().sort(compareGrades)).toEqual(names)
  })
})
