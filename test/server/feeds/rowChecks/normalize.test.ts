import { describe, expect, it } from 'vitest'
import { normalizeIdNumber } from '../../../../server/feeds/rowChecks/normalizeIdNumber.ts'
import { normalizeName } from '../../../../server/feeds/rowChecks/normalizeName.ts'
import { normalizePhone } from '../../../../server/feeds/rowChecks/normalizePhone.ts'

describe('one person, one spelling', () => {
  it.each([['31011519470215396x', '31011519470215396X'], [' \uff13\uff11\uff10\uff11\uff11\uff15\uff11\uff19\uff14\uff17\uff10\uff12\uff11\uff15\uff13\uff19\uff16\uff38 ', '31011519470215396X'], ['310115 19470215 396X', '31011519470215396X'], ['H1234567(8)', 'H1234567(8)'], ['无', ''], ['同上', '']])('identity number %j → %j', (text, plain) => {
    expect(normalizeIdNumber(text)).toBe(plain)
  })
  it.each([['138 3101 4375', '13831014375'], ['138-3101-4375', '13831014375'], ['+86 13831014375', '13831014375'], ['\uff11\uff13\uff18\uff13\uff11\uff10\uff11\uff14\uff13\uff17\uff15', '13831014375'], ['021-58881234', '02158881234'], ['13831014375/13900000000', '13831014375'], ['无', '']])('phone %j → %j', (text, plain) => {
    expect(normalizePhone(text)).toBe(plain)
  })
  it.each([['张 三', '张三'], ['张\u3000三', '张三'], ['阿卜杜拉\u30fb买买提', '阿卜杜拉·买买提'], ['阿卜杜拉•买买提', '阿卜杜拉·买买提'], ['John Smith', 'John Smith'], ['㛃𠮷', '㛃𠮷']])('name %j → %j', (text, plain) => {
    expect(normalizeName(text)).toBe(plain)
  })
})
