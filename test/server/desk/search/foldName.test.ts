import { describe, expect, it } from 'vitest'
import { foldName } from '../../../../server/desk/search/foldName.ts'

describe('foldName', () => {
  it.each([
    ['王小华', '王小华'], ['ＷＸＨ', 'wxh'], ['wáng xiǎo huá', 'wangxiaohua'], ['lǚ', 'lv'], ['lü', 'lv'], ['阿卜杜拉·买买提', '阿卜杜拉买买提'], ["xi'an", 'xian'], ['José', 'jose'], ['\u0000\u200b', ''],
  ])('%s is compared as %s', (text, expected) => expect(foldName(text).join('')).toBe(expected))

  it('a rare character is one character', () => expect(foldName('𠮷田')).toEqual(['𠮷', '田']))
})
