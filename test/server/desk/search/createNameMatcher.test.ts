import * as pinyinPro from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { CharacterTable } from '../../../../server/desk/search/characterTable.ts'
import { createNameMatcher } from '../../../../server/desk/search/createNameMatcher.ts'
import { NameTable } from '../../../../server/desk/search/nameTable.ts'
import { Rank } from '../../../../server/desk/search/rank.ts'

function rankOf(name: string, typed: string): number {
  const characters = new CharacterTable(pinyinPro)
  const table = new NameTable(characters)
  table.set(0, name)
  return createNameMatcher(characters, typed)?.(table, 0) ?? Rank.None
}

describe('createNameMatcher', () => {
  it.each([
    ['王小华', '王小华', Rank.Exact], ['王小华', '王小', Rank.Prefix], ['王小华', '小华', Rank.Inside],
    ['王小华', 'wangxiaohua', Rank.Exact], ['王小华', 'WANG Xiao Hua', Rank.Exact], ['王小华', 'wang', Rank.Prefix], ['王小华', 'xiaohua', Rank.Inside],
    ['王小华', 'wangxiaoh', Rank.Begun], ['刘洋', 'li', Rank.Begun], ['李洋', 'li', Rank.Prefix],
    ['王小华', 'wxh', Rank.Initials], ['王小华', 'wx', Rank.InitialsPrefix], ['王小华', 'xh', Rank.InitialsInside],
    ['王小华', 'wangxh', Rank.Initials], ['王小华', '王xiaohua', Rank.Exact], ['王小华', '王xh', Rank.Initials],
    ['张朝阳', 'zhchy', Rank.Initials], ['张朝阳', 'zcy', Rank.Initials], ['Smith John', 'smith', Rank.Prefix],
  ])('%s fits %s', (name, typed, rank) => expect(rankOf(name, typed)).toBe(rank))

  it.each([
    ['单田芳', 'shantianfang'], ['单田芳', 'dantianfang'], ['曾国强', 'zengguoqiang'], ['解小东', 'xiexiaodong'], ['仇英', 'qiuying'], ['查良镛', 'zhaliangyong'],
    ['尉迟恭', 'yuchigong'], ['朴树', 'piaoshu'], ['盖叫天', 'gejiaotian'], ['区志航', 'ouzhihang'], ['乐嘉', 'yuejia'], ['任重', 'renzhong'],
    ['吕绿', 'lvlv'], ['吕绿', 'lulu'], ['吕绿', 'lülü'], ['吕绿', 'lyulyu'],
  ])('%s is found by each way of reading it: %s', (name, typed) => expect(rankOf(name, typed)).toBe(Rank.Exact))

  it.each([['王小华', 'wxm'], ['王小华', 'wangxiaohuab'], ['王小华', 'ang'], ['王小华', '小王'], ['', 'a'], ['王小华', '.*'], ['王小华', 'w'.repeat(500)]])('%s does not fit %s', (name, typed) =>
    expect(rankOf(name, typed)).toBe(Rank.None))

  it('a text without anything that could stand in a name fits nothing', () => {
    const characters = new CharacterTable(pinyinPro)
    for (const typed of ['', ' ', '\u0000', '·-']) expect(createNameMatcher(characters, typed)).toBeNull()
  })

  it('nothing of a wiped or replaced name stays in memory', () => {
    const characters = new CharacterTable(pinyinPro)
    const table = new NameTable(characters)
    table.set(0, '王小华')
    table.set(0, '李明')
    expect(table.codes.filter((code) => code !== 0)).toHaveLength(2)
    table.set(0, '欧阳娜娜')
    expect(table.codes.filter((code) => code !== 0)).toHaveLength(4)
    table.wipe(0)
    expect(table.codes.some((code) => code !== 0)).toBe(false)
  })
})
