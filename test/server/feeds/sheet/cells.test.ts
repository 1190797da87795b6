import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClassName } from '../../../../server/merge/parseClassName.ts'
import { parseCondition } from '../../../../server/feeds/sheet/cells/parseCondition.ts'
import { parseCount } from '../../../../server/feeds/sheet/cells/parseCount.ts'
import { parseDate } from '../../../../server/feeds/sheet/cells/parseDate.ts'
import { parseHalf } from '../../../../server/feeds/sheet/cells/parseHalf.ts'
import { parseHealthCode } from '../../../../server/feeds/sheet/cells/parseHealthCode.ts'
import { parseHouseholdState } from '../../../../server/feeds/sheet/cells/parseHouseholdState.ts'
import { parseHousemates } from '../../../../server/feeds/sheet/cells/parseHousemates.ts'
import { isRoundedNumber, parseIdNumber } from '../../../../server/feeds/sheet/cells/parseIdNumber.ts'
import { parseInstant } from '../../../../server/feeds/sheet/cells/parseInstant.ts'
import { parsePhone } from '../../../../server/feeds/sheet/cells/parsePhone.ts'
import { parsePlates } from '../../../../server/feeds/sheet/cells/parsePlates.ts'
import { parseRegionLevel } from '../../../../server/feeds/sheet/cells/parseRegionLevel.ts'
import { parseSymptoms } from '../../../../server/feeds/sheet/cells/parseSymptoms.ts'
import { parseTemperature } from '../../../../server/feeds/sheet/cells/parseTemperature.ts'
import { parseTenure } from '../../../../server/feeds/sheet/cells/parseTenure.ts'
import { parseTransit } from '../../../../server/feeds/sheet/cells/parseTransit.ts'
import { parseContact } from '../../../../server/feeds/sheet/cells/parseContact.ts'
import { parseYesNo } from '../../../../server/feeds/sheet/cells/parseYesNo.ts'
import type { Cell } from '../../../../server/feeds/sheet/Table.ts'

const number = (value: number, text = String(value)): Cell => ({ kind: 'number', value, text, rounded: false })
const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'0123456789年月日:.-/℃度点上午下 十二三（）班级是否无有绿码', '\u0000', '𠮷', '㛃', '😀', '\uD83D', '\uDE00'), maxLength: 20 }),
)

describe('parseDate', () => {
  it.each<[Cell, string]>([
    ['2020-02-15', '2020-02-15'], ['2020/2/15', '2020-02-15'], ['2020.02.15', '2020-02-15'], ['2020年2月15日', '2020-02-15'], ['20200215', '2020-02-15'],
    ['43876', '2020-02-15'], [number(43876), '2020-02-15'], [number(20200215), '2020-02-15'], ['2月15日', '2020-02-15'], ['２０２０／２／１５', '2020-02-15'],
    ['2020-02-15 08:30', '2020-02-15'], ['2020-02-15T08:30:00Z', '2020-02-15'], ['2020年2月15日 上午8时30分', '2020-02-15'], ['2020/2/15 星期六', '2020-02-15'],
    [{ kind: 'date', value: '2020-02-15T00:00:00', text: '' }, '2020-02-15'], ['二月十五日', '2020-02-15'], ['二〇二〇年二月十五日', '2020-02-15'], ['2020年2月15号', '2020-02-15'],
    ["'2020-02-15", '2020-02-15'], ['2/15', '2020-02-15'], ['2.15', '2020-02-15'], ['15/02/2020', '2020-02-15'], ['02/15/2020', '2020-02-15'], ['2020。2。15', '2020-02-15'],
    ['2020-02-29', '2020-02-29'], ['43876.5', '2020-02-15'], [number(2.15), '2020-02-15'], [number(12.31), '2020-12-31'], ['2.5', '2020-02-05'], [number(2.9), '2020-02-09'],
    ['2020年2月15日晚', '2020-02-15'], ['2月15日上午10点', '2020-02-15'], ['2020-02-15 上午', '2020-02-15'], ['2月15日晚8点半', '2020-02-15'], ['2020/2/15 9时许', '2020-02-15'],
  ])('%j', (cell, date) => expect(parseDate(cell, { titleYear: 2020 })).toBe(date))

  it.each<Cell>(['二月三十日', '2月30日', '2019-02-29', '2020-13-01', '', '无', '20.2.15', '02/03/2020', '2020', '302', '13800138000', '2月', number(302), number(2.1), number(2.35), number(13.05), number(2.155), '2020-02-15x', '2.1', '2.3', '2月15日起', null])(
    '%j is no day', (cell) => expect(parseDate(cell, { titleYear: 2020 })).toBeNull())

  it("without a year the title's year counts, then the default, and neither is guessed", () => {
    expect(parseDate('2月15日', { titleYear: 2021, defaultYear: 2020 })).toBe('2021-02-15')
    expect(parseDate('2月15日', { defaultYear: 2020 })).toBe('2020-02-15')
    expect(parseDate('2月15日')).toBeNull()
    expect(parseDate('2月29日', { titleYear: 2021 })).toBeNull()
  })
  it('near a date it belongs to, the year is the one that brings it closest', () => {
    expect(parseDate('12月28日', { titleYear: 2020, near: '2020-01-05' })).toBe('2019-12-28')
    expect(parseDate('1月3日', { titleYear: 2019, near: '2019-12-28' })).toBe('2020-01-03')
    expect(parseDate('2月30日', { near: '2020-02-16' })).toBeNull()
  })
  it('the 1904 system is known for plain numbers too', () => expect(parseDate(number(42414), { epoch: 1904 })).toBe('2020-02-15'))

  it('every day survives every spelling', () => {
    const day = fc.integer({ min: Date.UTC(1955, 0, 1) / 86_400_000, max: Date.UTC(2063, 11, 31) / 86_400_000 })
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 12 }), fc.boolean(), (days, style, isWide) => {
      const iso = new Date(days * 86_400_000).toISOString().slice(0, 10)
      const [year, month, dayOfMonth] = iso.split('-').map(Number) as [number, number, number]
      const serial = days + 25_569
      const spellings: Cell[] = [
        iso, iso.replaceAll('-', '/'), iso.replaceAll('-', '.'), iso.replaceAll('-', ''), `${year}/${month}/${dayOfMonth}`, `${year}.${month}.${dayOfMonth}`,
        `${year}年${month}月${dayOfMonth}日`, `${iso} 23:59:59`, String(serial), number(serial), `${month}月${dayOfMonth}日`, `${year}年${String(month).padStart(2, '0')}月${dayOfMonth}号`, number(serial + 0.75),
      ]
      const cell = spellings[style]!
      expect(parseDate(isWide && typeof cell === 'string' ? wide(cell) : cell, { titleYear: year })).toBe(iso)
    }))
  })
  it('never throws, and gives days of the calendar only', () => {
    fc.assert(fc.property(anyText, (text) => {
      const date = parseDate(text, { titleYear: 2020 })
      if (date !== null) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date)
    }), { numRuns: 1000 })
    fc.assert(fc.property(fc.double(), (value) => { parseDate(number(value), {}) }))
  })
})

describe('parseInstant', () => {
  const context = { zoneOffset: '+08:00', titleYear: 2020 }
  it.each<[Cell, string | null]>([
    ['2020-04-13 08:27:43', '2020-04-13T08:27:43+08:00'], ['2020/4/13 8:27', '2020-04-13T08:27:00+08:00'], ['2020年4月13日 8时27分43秒', '2020-04-13T08:27:43+08:00'],
    ['2020年4月13日08:27', '2020-04-13T08:27:00+08:00'], ['2020-04-13T00:27:43Z', '2020-04-13T00:27:43+00:00'], ['2020-04-13T08:27:43+0900', '2020-04-13T08:27:43+09:00'],
    ['2020-04-13 下午3:05', '2020-04-13T15:05:00+08:00'], ['4/13/2020 12:05 AM', '2020-04-13T00:05:00+08:00'], ['4/13/2020, 8:27:43 PM', '2020-04-13T20:27:43+08:00'],
    ['2020-04-13 08:27:43.0', '2020-04-13T08:27:43+08:00'], ['20200413082743', '2020-04-13T08:27:43+08:00'], ['２０２０-０４-１３ ０８：２７', '2020-04-13T08:27:00+08:00'],
    [number(43934.352581018517), '2020-04-13T08:27:43+08:00'], ['43934.352581018517', '2020-04-13T08:27:43+08:00'], [{ kind: 'date', value: '2020-04-13T08:27:43', text: '' }, '2020-04-13T08:27:43+08:00'],
    ['4月13日 08:27', '2020-04-13T08:27:00+08:00'],
    ['2020-04-13', null], [number(43934), null], ['2020-04-13 25:00', null], ['2020-02-30 08:00', null], ['08:27', null], ['', null], [null, null], ['2020-04-13 08:61', null],
  ])('%j → %j', (cell, instant) => expect(parseInstant(cell, context)).toBe(instant))
  it('never throws, and gives instants only', () => {
    fc.assert(fc.property(anyText, (text) => {
      const instant = parseInstant(text, context)
      if (instant !== null) expect(Date.parse(instant)).not.toBeNaN()
    }), { numRuns: 1000 })
  })
})

describe('parseTemperature', () => {
  it.each<[Cell, number | null]>([
    ['36.5℃', 36.5], ['３６．５', 36.5], ['36。5', 36.5], ['36.5度', 36.5], ['三十六度五', 36.5], [number(36.5), 36.5], ['36', 36], ['36度5', 36.5], ['36点5', 36.5], ['三十七度', 37],
    ['37°2', 37.2], ['36.5(腋下)', 36.5], ['36.5℃（额温）', 36.5], ['(36.5)', null],
    ['三十六点八', 36.8], ['36,5', 36.5], ['36.5°C', 36.5], ['36.5 摄氏度', 36.5], ['体温36.5', 36.5], ['36..5', 36.5], ['36.5.', 36.5], ['三十六度半', 36.5], ['36·5', 36.5],
    ['3.65', 3.65], ['365', 365], ['正常', null], ['36.5/36.6', null], ['', null], [null, null], ['<37.3', null], ['2020-04-13', null],
  ])('%j → %j', (cell, celsius) => expect(parseTemperature(cell)).toBe(celsius))
  it('every tenth of a degree survives every spelling', () => {
    fc.assert(fc.property(fc.integer({ min: 340, max: 429 }), fc.integer({ min: 0, max: 6 }), (tenths, style) => {
      const [whole, tenth] = [Math.floor(tenths / 10), tenths % 10]
      const plain = `${whole}.${tenth}`
      const spelling = [plain, wide(plain), `${plain}℃`, `${whole}。${tenth}`, `${plain}度`, `${whole}度${tenth}`, ` ${plain} `][style]!
      expect(parseTemperature(spelling)).toBe(tenths / 10)
    }))
  })
})

describe('who', () => {
  it.each<[Cell, string | null]>([
    ['138 1234 5678', '13812345678'], ['138-1234-5678', '13812345678'], ['13812345678 ', '13812345678'], ['+86 138 1234 5678', '13812345678'], ['008613812345678', '13812345678'],
    ['8613812345678', '13812345678'], ['１３８１２３４５６７８', '13812345678'], ['13812345678/13912345678', '13812345678'], ['妈妈13812345678', '13812345678'], ['021-58881234', '02158881234'],
    ['58881234转801', '58881234'], [number(13812345678), '13812345678'], ['+81 90 1234 5678', '+819012345678'], ['1.38123E+10', null], ['无', null], ['', null], [null, null], ['12', null],
  ])('phone %j → %j', (cell, phone) => expect(parsePhone(cell)).toBe(phone))
  it.each<[Cell, string | null]>([
    ['31011519470215396x', '31011519470215396X'], ["'310115197703255769", '310115197703255769'], [' 310115 19770325 5769', '310115197703255769'], ['３１０１１５１９７７０３２５５７６９', '310115197703255769'],
    ['E12345678', 'E12345678'], ['h1234567(8)', 'H1234567(8)'], ['3.10115E+17', null], [{ kind: 'number', value: 3.1e17, text: '310115197703255040', rounded: true }, null], ['无', null], ['', null], [null, null],
  ])('identity number %j → %j', (cell, idNumber) => expect(parseIdNumber(cell)).toBe(idNumber))
  it('a rounded number is known as one', () => {
    expect(isRoundedNumber('3.10115E+17')).toBe(true)
    expect(isRoundedNumber('310115197703255769')).toBe(false)
    expect(isRoundedNumber({ kind: 'number', value: 3.1e17, text: '', rounded: true })).toBe(true)
  })
})

describe('words', () => {
  it.each([
    ['未离沪', 'stayed'], ['全户未离沪', 'stayed'], ['一直在沪', 'stayed'], ['在沪', 'stayed'], ['未返沪', 'not-returned'], ['全户未返沪', 'not-returned'], ['暂未返沪', 'not-returned'], ['未返', 'not-returned'],
    ['联系不上', 'unreached'], ['未联系到', 'unreached'], ['无人接听', 'unreached'], ['已返沪', 'returned'], ['已返', 'returned'], ['返沪', 'returned'], [' 已 返 沪 ', 'returned'], ['已抵沪', 'returned'],
    ['没有离沪', 'stayed'], ['从没离过沪', 'stayed'], ['一直在上海', 'stayed'], ['不在沪', 'not-returned'], ['人未在上海', 'not-returned'], ['不在家', null], ['还没有返沪', 'not-returned'],
    ['没有回沪', 'not-returned'], ['未曾返沪', 'not-returned'], ['无法返沪', 'not-returned'], ['预计2月20日返沪', 'not-returned'], ['计划下周回沪', 'not-returned'], ['暂缓返沪', 'not-returned'],
    ['已返沪又离沪', 'not-returned'], ['已返沪,预计2月29日到期', 'returned'], ['已返沪，计划2月29日回访', 'returned'], ['已离开上海', 'not-returned'], ['未离开上海', 'stayed'], ['离沪已返', 'returned'], ['已按计划返沪', 'returned'], ['非返沪人员', null], ['not yet returned', 'not-returned'],
    ['will return in March', 'not-returned'], ['has not left', 'stayed'],
    ['空关', 'vacant'], ['空置', 'vacant'], ['空关户', 'vacant'], ['not returned', 'not-returned'], ['Returned', 'returned'], ['？', null], ['', null], ['张三', null],
  ])('state %j → %j', (text, state) => expect(parseHouseholdState(text)).toBe(state))
  it('是 and 否 answer only a header that asks', () => {
    expect([parseHouseholdState('是', true), parseHouseholdState('否', true), parseHouseholdState('是')]).toEqual(['returned', 'not-returned', null])
    expect(['√', '✓', 'Y', '×', '✗', 'N', '没有', '未离沪'].map((text) => parseHouseholdState(text, true))).toEqual(['returned', 'returned', 'returned', 'not-returned', 'not-returned', 'not-returned', 'not-returned', 'stayed'])
  })
  it.each([['自住', 'owned'], ['出租', 'rented'], ['空关', 'vacant'], ['商铺', 'shop'], ['底商', 'shop'], ['店面', 'shop'], ['业主自住', 'owned'], ['借住', null], ['', null]])('tenure %j → %j', (text, tenure) => expect(parseTenure(text)).toBe(tenure))
  it.each([
    ['正常', []], ['无', []], ['没有', []], ['健康', []], ['身体健康', []], ['无不适症状', []], ['一切正常。', []], ['', []], ['否', []], ['咳嗽', ['咳嗽']], ['发热、咳嗽', ['发热', '咳嗽']],
    ['无发热,有咳嗽', ['咳嗽']], ['有', ['不适']], ['异常', ['不适']], ['无咳嗽', []], ['sore throat', ['sore throat']], ['发热,发热', ['发热']],
  ])('symptoms %j → %j', (text, symptoms) => expect(parseSymptoms(text)).toEqual(symptoms))
  it.each([['绿码', 'green'], ['绿色', 'green'], ['黄码', 'yellow'], ['红码', 'red'], ['Green', 'green'], ['非绿码', null], ['绿码,黄码', null], ['', null]])('health code %j → %j', (text, code) => expect(parseHealthCode(text)).toBe(code))
  it.each([
    ['绿码', [{ healthCode: 'green' }]], ['绿码,黄码', [{ healthCode: 'green' }, { healthCode: 'yellow' }]], ['均为绿码', [{ healthCode: 'green' }]],
    ['爸爸绿码 妈妈黄码', [{ relation: '爸爸', healthCode: 'green' }, { relation: '妈妈', healthCode: 'yellow' }]], ['无', null],
  ])('housemates %j → %j', (text, housemates) => expect(parseHousemates(text)).toEqual(housemates))
  it.each([
    ['无', '接触史', 'none'], ['没有', '是否接触过确诊病例', 'none'], ['未接触', '接触史', 'none'], ['与确诊病例无接触', '接触史', 'none'], ['否认', '接触史', 'none'], ['没有接触过确诊病例', '接触史', 'none'],
    ['是', '是否接触过疑似或确诊病例', 'confirmed'], ['是', '是否接触过疑似病例', 'suspected'], ['有', '是否接触过疫区人员', 'region'], ['有', '接触史', 'region'],
    ['密切接触者', '接触史', 'confirmed'], ['疑似', '接触史', 'suspected'], ['接触过湖北返沪人员', '接触史', 'region'], ['不清楚', '接触史', null], ['同事', '接触史', null], ['', '接触史', null],
  ])('contact %j under %j → %j', (text, header, contact) => expect(parseContact(text, header)).toBe(contact))
  it.each([['是', true], ['有', true], ['√', true], ['去过武汉', true], ['否', false], ['无', false], ['未离沪', false], ['×', false], ['', null], ['?', null]])('yes or no %j → %j', (text, answer) => expect(parseYesNo(text)).toBe(answer))
  it.each([['重点疫区', 'key'], ['重点关注', 'concern'], ['重点关注地区', 'concern'], ['高风险', 'key'], ['中风险', 'concern'], ['重点地区', 'key'], ['', null], ['其他', null]])('level %j → %j', (text, level) => expect(parseRegionLevel(text)).toBe(level))
  it('conditions, and their denials', () => {
    expect([parseCondition('确诊'), parseCondition('疑似病例'), parseCondition('密切接触者'), parseCondition('集中隔离')]).toEqual(['confirmed', 'suspected', 'close-contact', 'central-quarantine'])
    expect([parseCondition('居家隔离'), parseCondition('排除疑似'), parseCondition('非密接'), parseCondition(''), parseCondition('是')]).toEqual([null, null, null, null, null])
    expect([parseCondition('是', '是否密接'), parseCondition('否', '是否密接')]).toEqual(['close-contact', null])
  })
  it('a transit answer without a region says so', () => {
    expect(parseTransit('途经武汉', '途经地区')).toEqual({ transit: '途经武汉', unnamed: false })
    expect(parseTransit('是', '是否途经重点地区')).toEqual({ transit: '途经重点地区', unnamed: true })
    expect(parseTransit('否', '是否途经重点地区')).toEqual({ transit: '未途经', unnamed: false })
    expect(parseTransit('是，武汉', '是否途经重点地区')).toEqual({ transit: '是，武汉', unnamed: false })
  })
  it.each([['3', 3], ['3人', 3], ['三人', 3], ['3.0', 3], ['几人', null], ['', null]])('count %j → %j', (text, count) => expect(parseCount(text)).toBe(count))
  it('plates', () => expect([parsePlates('沪A·3K921、沪b12345'), parsePlates('无'), parsePlates('')]).toEqual([['沪A3K921', '沪B12345'], [], []]))
})

it.each([
  ['A', 'A'], ['b组', 'B'], ['Ｂ', 'B'], ['甲组', 'A'], ['乙', 'B'], ['单', 'A'], ['双周', 'B'], ['单数', 'A'], ['一组', 'A'], ['第二组', 'B'], ['第1批', 'A'], ['组2', 'B'], ['A组（单周）', 'A'], ['Group B', 'B'], ['even week', 'B'],
  ['三组', null], ['11', null], ['AB', null], ['A/B', null], ['是', null], ['组', null], ['', null],
])('the half of a class %j → %j', (text, half) => expect(parseHalf(text)).toBe(half))

it('no parser throws on any text', () => {
  fc.assert(fc.property(anyText, anyText, (text, other) => {
    parseTemperature(text)
    parsePhone(text)
    parseIdNumber(text)
    isRoundedNumber(text)
    parseHouseholdState(text, true)
    parseTenure(text)
    parseSymptoms(text)
    parseHealthCode(text)
    parseHousemates(text)
    parseYesNo(text)
    parseRegionLevel(text)
    parseCondition(text, other)
    parseTransit(text, other)
    parseCount(text)
    parsePlates(text)
    parseClassName(text, other)
    parseHalf(text)
  }), { numRuns: 1000 })
})
