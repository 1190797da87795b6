import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeBuilding } from '../../../../server/merge/address/normalizeBuilding.ts'
import { normalizeCompound } from '../../../../server/merge/address/normalizeCompound.ts'
import { normalizeRoom } from '../../../../server/merge/address/normalizeRoom.ts'
import { parseAddress } from '../../../../server/merge/address/parseAddress.ts'
import { readChineseNumber } from '../../../../server/merge/address/readChineseNumber.ts'
import { storeyOf } from '../../../../server/merge/address/storeyOf.ts'
import { withoutBuilding } from '../../../../server/merge/address/withoutBuilding.ts'
import { withoutCompound } from '../../../../server/merge/address/withoutCompound.ts'

const fullWidth = (text: string) => text.replace(/[0-9A-Za-z#-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'0123甲A号楼幢栋座#-第弄路室房B单元零十百层 ０３＃', '\u0000', '𠮷', '㛃', '😀', '\uD83D', '\uDE00'), maxLength: 14 }),
)

describe('normalizeBuilding', () => {
  it.each([
    ['12号', '12'], ['12幢', '12'], ['１２#', '12'], ['12号楼', '12'], ['12', '12'], ['第12号', '12'], ['012栋', '12'],
    ['十二号', '12'], ['No.12', '12'], ['Building 12', '12'], ['甲3号', '3甲'], ['3号甲', '3甲'], ['3A', '3A'], ['3a号楼', '3A'],
    ['A3座', 'A3'], ['A座', 'A'], ['12号-2', '12-2'], ['12-2号', '12-2'], ['上南路100弄12号', '100弄12'], ['100弄12', '100弄12'],
    ['东楼', '东'], ['𠮷号楼', '𠮷'], ['㛃', '㛃'], ['😀号', '😀'], ['号', '号'], ['  ', ''], ['\u200B12\u0000号', '12'],
  ])('%j is %j', (text, key) => expect(normalizeBuilding(text)).toBe(key))

  it('any spelling of one number gives one key', () => {
    const styles = [
      (n: number) => `${n}号`, (n: number) => `${n}幢`, (n: number) => `${n}#`, (n: number) => `${n}号楼`, (n: number) => `${n}`,
      (n: number) => `第${n}号`, (n: number) => `${String(n).padStart(4, '0')}栋`, (n: number) => ` ${n} 座 `, (n: number) => fullWidth(`${n}#`),
      (n: number) => fullWidth(`${n}`) + '号', (n: number) => `No.${n}`, (n: number) => `楼${n}`,
    ]
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(...styles), (n, style) => {
      expect(normalizeBuilding(style(n))).toBe(String(n))
    }))
  })

  it('is total and idempotent', () => {
    fc.assert(fc.property(anyText, (text) => {
      const key = normalizeBuilding(text)
      expect(normalizeBuilding(key)).toBe(key)
    }), { numRuns: 2000 })
  })
})

describe('normalizeRoom', () => {
  it.each([
    ['302', '302'], ['0302', '302'], ['302室', '302'], [' ３０２ ', '302'], ['三〇二室', '302'], ['302.0', '302'], ['302号房', '302'],
    ['B101', 'B101'], ['b0101室', 'B101'], ['负101', 'B101'], ['商铺1', '商铺1'], ['501-502', '501-502'], ['501、502室', '501-502'],
    ['2单元301', '2-301'], ['3楼301室', '301'], ['门卫室', '门卫室'], ['302a', '302A'], ['Room 302', '302'], ['室', '室'], ['', ''],
  ])('%j is %j', (text, key) => expect(normalizeRoom(text)).toBe(key))

  it('any spelling of one number gives one key', () => {
    const styles = [
      (n: number) => `${n}`, (n: number) => `${n}室`, (n: number) => `0${n}`, (n: number) => `${n} `, (n: number) => fullWidth(`${n}`),
      (n: number) => `${fullWidth(String(n))}室`, (n: number) => `${n}号房`, (n: number) => `第${n}室`, (n: number) => `${n}.0`,
    ]
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(...styles), (n, style) => {
      expect(normalizeRoom(style(n))).toBe(String(n))
    }))
  })

  it('is total and idempotent', () => {
    fc.assert(fc.property(anyText, (text) => {
      const key = normalizeRoom(text)
      expect(normalizeRoom(key)).toBe(key)
    }), { numRuns: 2000 })
  })
})

describe('normalizeCompound', () => {
  it.each([
    [' 浦南三村 ', '浦南三村'], ['浦南 三村', '浦南三村'], ['浦南三村（一期）', '浦南三村(一期)'], ['浦南三村【一期】', '浦南三村(一期)'],
    ['ocean  view', 'OCEAN VIEW'], ['𠮷祥里', '𠮷祥里'],
  ])('%j is %j', (text, key) => expect(normalizeCompound(text)).toBe(key))
  it('is total and idempotent', () => {
    fc.assert(fc.property(anyText, (text) => {
      const key = normalizeCompound(text)
      expect(normalizeCompound(key)).toBe(key)
    }), { numRuns: 1000 })
  })
})

describe('parseAddress', () => {
  it.each([
    '浦南三村74号101室', '浦南三村 74 幢 0101', '浦南三村74#101', '浦南三村74-101', '浦南三村７４号楼１０１', '浦南三村 74 101',
    '上海市浦东新区浦南三村74号101室', '浦南三村七十四号一〇一室', '浦南三村74号楼-101', '浦东新区上钢街道浦南三村74栋0101',
    '浦南三村居委会浦南三村74号101室', '上海市浦东新区上钢街道浦南社区第三居民委员会浦南三村74号101室',
  ])('%s is compound, building and room', (text) => {
    expect(parseAddress(text)).toEqual({ compound: '浦南三村', building: '74', room: '101' })
  })
  it.each([
    ['上南路100弄12号302室', { compound: '上南路100弄', building: '12', room: '302' }],
    ['上南路100号12号楼302室', { compound: '上南路100号', building: '12', room: '302' }],
    ['和平里叁号五〇五', { compound: '和平里', building: '3', room: '505' }],
    ['和平里贰拾叁号伍零伍室', { compound: '和平里', building: '23', room: '505' }],
    ['74号101室', { compound: '', building: '74', room: '101' }],
    ['阳光小区3号楼2单元301室', { compound: '阳光小区', building: '3', room: '2-301' }],
    ['阳光小区三号楼二单元301室', { compound: '阳光小区', building: '3', room: '2-301' }],
    ['阳光小区3号楼十二单元三〇一室', { compound: '阳光小区', building: '3', room: '12-301' }],
    ['阳光小区3-2-301', { compound: '阳光小区', building: '3', room: '2-301' }],
    ['阳光小区A座1203', { compound: '阳光小区', building: 'A', room: '1203' }],
    ['浦南三村甲3号B101', { compound: '浦南三村', building: '3甲', room: 'B101' }],
    ['浦南三村', null], ['', null], ['74号', null], ['浦南三村74号', null], ['x'.repeat(10_000), null],
    ['怀德里3号前客堂', { compound: '怀德里', building: '3', room: '前客堂' }],
    ['滨江街道怀德里 ３ 号 前客堂室', { compound: '怀德里', building: '3', room: '前客堂' }],
    ['怀德里十二号三层阁', { compound: '怀德里', building: '12', room: '三层阁' }],
    ['怀德里43号晒台间', { compound: '怀德里', building: '43', room: '晒台间' }],
    ['怀德里7号二楼亭子间(后门)', { compound: '怀德里', building: '7', room: '二楼亭子间' }],
    ['浦南三村74号楼', null],
    ['浦南三村74号对面', null],
    // Nothing but the committee in front of a building: it is all that is said of where.
    ['浦南居委会74号101室', { compound: '浦南居委会', building: '74', room: '101' }],
  ])('%s', (text, address) => expect(parseAddress(text)).toEqual(address))

  it('reads back what it wrote, in any style', () => {
    const building = fc.integer({ min: 1, max: 999 })
    const room = fc.integer({ min: 101, max: 3999 })
    const word = fc.constantFrom('号', '幢', '#', '号楼', '栋', ' 号 ', '-')
    fc.assert(fc.property(building, room, word, fc.constantFrom('', '室'), fc.boolean(), (b, r, w, end, wide) => {
      const text = `浦南三村${b}${w}${r}${end}`
      expect(parseAddress(wide ? fullWidth(text) : text)).toEqual({ compound: '浦南三村', building: String(b), room: String(r) })
    }))
  })
  it('never throws', () => {
    fc.assert(fc.property(anyText, (text) => { parseAddress(text) }), { numRuns: 2000 })
  })
})

describe('what the parts of an address say twice', () => {
  const said = (building: string, room: string, compound = '浦南三村') =>
    [normalizeBuilding(withoutCompound(building, compound)), normalizeRoom(withoutBuilding(room, building, compound))]
  it.each([
    ['3号', '3号502室', '3', '502'], ['3', '3#502', '3', '502'], ['叁号', '３号楼５０２', '3', '502'], ['3', '叁号五〇二', '3', '502'], ['3幢', '3号-502', '3', '502'],
    ['浦南三村12号', '302', '12', '302'], ['浦南 三村 12 号', '浦南三村12号302室', '12', '302'], ['A座', 'A座1203', 'A', '1203'],
    // Another building's number, a stair, a storey, a name: nothing is guessed.
    ['3号', '4号502室', '3', '4号502'], ['3', '3-502', '3', '3-502'], ['3', '3单元502', '3', '3-502'], ['3', '3号', '3', '3'], ['3', '门卫室', '3', '门卫室'], ['浦南三村东楼', '1', '浦南三村东', '1'], ['', '3号502', '', '3号502'],
  ])('building %j, room %j → %j %j', (building, room, ...keys) => expect(said(building, room)).toEqual(keys))
  it('a compound that is a number keeps its buildings as they are', () => {
    expect([said('100弄12号', '302', '上南路100弄'), said('100弄12号', '302', '100弄'), said('123', '1', '12')]).toEqual([['100弄12', '302'], ['100弄12', '302'], ['123', '1']])
  })
  it('never throws', () => {
    fc.assert(fc.property(anyText, anyText, anyText, (compound, building, room) => { said(building, room, compound) }), { numRuns: 1000 })
  })
})

describe('storeyOf', () => {
  it.each([
    ['302', null, 3], ['1103', null, 11], ['0302', null, 3], ['302室', null, 3], ['B101', null, -1], ['b201', null, -2], ['501-502', null, 5],
    ['2-301', null, 3], ['2单元301室', null, 3], ['三单元-1203', null, 12], ['A-301', null, 3], ['B-301', null, 3], ['东-1102', null, 11], ['A座301', null, 3], ['甲单元502', null, 5], ['A1203', null, 12], ['302A', null, 3], ['商铺1', null, null], ['12', null, null], ['10301', null, null], ['', null, null],
    ['302', '4', 4], ['302', '四层', 4], ['商铺1', '1F', 1], ['x', 'B1', -1], ['x', '负一层', -1], ['x', '地下2层', -2], ['302', '阁楼', 3], ['302', '', 3],
  ])('room %j, storey column %j → %j', (room, column, storey) => expect(storeyOf(room, column)).toBe(storey))
  it('never throws and never says storey 0', () => {
    fc.assert(fc.property(anyText, fc.option(anyText), (room, column) => { expect(storeyOf(room, column)).not.toBe(0) }), { numRuns: 1000 })
  })
})

describe('readChineseNumber', () => {
  it.each([['十', 10], ['十二', 12], ['二十', 20], ['一百零三', 103], ['三〇二', 302], ['两百', 200], ['一千二百', 1200], ['十十', null], ['', null], ['a', null]])(
    '%s is %s', (text, number) => expect(readChineseNumber(text)).toBe(number))
})
