import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClassName } from '../../../server/merge/parseClassName.ts'

const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

describe('parseClassName', () => {
  it.each([
    ['一(3)班', '', '一(3)班', '一年级'], ['一（3）班', '', '一(3)班', '一年级'], ['1.3班', '', '一(3)班', '一年级'], ['1.1班', '', '一(1)班', '一年级'], ['一年级3班', '', '一(3)班', '一年级'],
    ['一年级（3）班', '', '一(3)班', '一年级'], ['一年级三班', '', '一(3)班', '一年级'], ['1年级3班', '', '一(3)班', '一年级'], ['二（3）班', '', '二(3)班', '二年级'], ['1-3', '', '一(3)班', '一年级'],
    ['３（１２）班', '', '三(12)班', '三年级'], ['3班', '一年级', '一(3)班', '一年级'], ['(3)班', '1', '一(3)班', '一年级'], ['高一(2)班', '', '高一(2)班', '高一'], ['初二2班', '', '初二(2)班', '初二'],
    ['预初(2)班', '', '预初(2)班', '预初'], ['大班', '', '大班', null], ['2019级3班', '', '2019级(3)班', '2019级'], ['2019级（03）班', '', '2019级(3)班', '2019级'], ['2019级三班', '', '2019级(3)班', '2019级'],
    ['19级1班', '', '19级1班', null], ['3班', '2019级', '2019级(3)班', '2019级'], ['2019级计算机1班', '', '2019级计算机1班', null], ['103班', '', '一(3)班', '一年级'], ['701', '', '七(1)班', '七年级'], ['(212)班', '二年级', '二(12)班', '二年级'], ['103班', '高一', '高一(3)班', '高一'], ['701班', '初一', '701班', '初一'], ['100班', '', '100班', null], ['1班', '一年级', '一(1)班', '一年级'], ['103班', '大班', '103班', '大班'], ['十一班', '三年级', '三(11)班', '三年级'], ['1班', '大班', '大(1)班', '大班'], ['大(1)班', '大班', '大(1)班', '大班'], ['2', '十年级', '十(2)班', '十年级'], ['1班', '', '1班', null], ['1班', '-', '1班', '-'], ['', '', '', null],
  ])('%j with grade %j → %j, %j', (text, grade, className, canonicalGrade) => expect(parseClassName(text, grade)).toEqual({ className, grade: canonicalGrade }))
  it('is idempotent for every grade and class', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 6 }), (grade, classNumber, style) => {
      const figure = '一二三四五六七八九'[grade - 1]!
      const spelling = [`${figure}(${classNumber})班`, `${figure}（${classNumber}）班`, `${grade}.${classNumber}班`, `${figure}年级${classNumber}班`, `${grade}年级(${classNumber})班`, wide(`${grade}-${classNumber}`), `${grade}${String(classNumber).padStart(2, '0')}班`][style]!
      const { className } = parseClassName(spelling)
      expect(className).toBe(`${figure}(${classNumber})班`)
      expect(parseClassName(className).className).toBe(className)
    }))
  })
})
