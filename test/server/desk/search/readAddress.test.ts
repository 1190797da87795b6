import { describe, expect, it } from 'vitest'
import { readAddress } from '../../../../server/desk/search/readAddress.ts'

describe('readAddress', () => {
  it.each([
    ['浦南三村74号101室', { compound: '浦南三村', building: '74', room: '101' }],
    ['浦南三村 ７４ 幢 ０１０１', { compound: '浦南三村', building: '74', room: '101' }],
    ['74-101', { compound: '', building: '74', room: '101' }],
    ['浦南三村74号', { compound: '浦南三村', building: '74', room: null }],
    ['浦南三村七十四号', { compound: '浦南三村', building: '74', room: null }],
    ['浦南三村74', { compound: '浦南三村', building: '74', room: null }],
    ['A座', { compound: '', building: 'A', room: null }],
    ['74', { compound: '', building: '74', room: null }],
    ['浦南三村58弄', { compound: '浦南三村', building: '58弄', room: null }],
    ['58 弄', { compound: '', building: '58弄', room: null }],
    ['上南路100弄', { compound: '', building: '100弄', room: null }],
    ['浦南三村三号楼二单元301室', { compound: '浦南三村', building: '3', room: '2-301' }],
  ])('%s', (text, address) => expect(readAddress(text)[0]).toEqual(address))

  it('a lane may belong to the building', () => {
    expect(readAddress('上南路100弄12号302室')).toEqual([{ compound: '上南路100弄', building: '12', room: '302' }, { compound: '', building: '100弄12', room: '302' }])
  })

  it.each(['', '王小华', 'wxh', '😀', '.*', '浦南三村', '\u0000', '号', '13800138000'])('%j is no address', (text) => expect(readAddress(text)).toEqual([]))
})
