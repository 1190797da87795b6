import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Meaning, SheetKind } from '../../../../server/feeds/sheet/columnMeanings.ts'
import { MissingColumnError } from '../../../../server/feeds/sheet/MissingColumnError.ts'
import { readSheetRows } from '../../../../server/feeds/sheet/readSheetRows.ts'
import { readTable } from '../../../../server/feeds/sheet/readTable.ts'
import { SheetError } from '../../../../server/feeds/sheet/SheetError.ts'
import { createXlsx, inlineRows } from './createXlsx.ts'

type Cells = readonly (readonly (string | number | null)[])[]
async function read<Kind extends SheetKind>(kind: Kind, rows: Cells, given?: Partial<Record<Meaning, string>>, fileName = 'a.xlsx') {
  const table = await readTable(createXlsx({ sheets: [inlineRows(rows)] }), fileName)
  return readSheetRows(kind, table, { zoneOffset: '+08:00', ...(given === undefined ? {} : { given }) })
}
const HOUSEHOLD = ['序号', '填表日期', '小区', '门牌号', '房号', '姓名', '证件号码', '手机', '人员状态', '来沪前所在地', '是否途经重点地区', '抵沪日期', '解除隔离日期', '交通方式', '备注'] as const
const household = (cells: Partial<Record<(typeof HOUSEHOLD)[number], string | number>>) => HOUSEHOLD.map((header) => cells[header] ?? null)
const PLACE = { 小区: '浦南三村', 门牌号: '12号', 房号: '302', 填表日期: '2月15日' } as const

describe('readSheetRows', () => {
  it('reads a register with other headers to the last field', async () => {
    const { rows, recognition } = await read('household', [
      ['返沪人员名单（2020年2月）'], HOUSEHOLD,
      household({ ...PLACE, 序号: 1, 姓名: '𠮷野㛃', 证件号码: '31011519470215396x', 手机: '138 1234 5678', 人员状态: '已抵沪', 来沪前所在地: '湖北武汉', 是否途经重点地区: '途经黄冈', 抵沪日期: 43871, 解除隔离日期: '2020.02.24', 交通方式: '高铁G1', 备注: '独居' }),
    ])
    expect(rows[0]).toMatchObject({
      sheetRow: 3, problems: [], warnings: [],
      row: {
        registeredOn: '2020-02-15', compound: '浦南三村', building: '12号', room: '302', name: '𠮷野㛃', idNumber: '31011519470215396X', phone: '13812345678',
        state: 'returned', origin: '湖北武汉', transit: '途经黄冈', returnedOn: '2020-02-10', releasedOn: '2020-02-24', transport: '高铁G1', note: '独居',
      },
    })
    expect(rows[0]!.columnOf).toMatchObject({ building: '门牌号', room: '房号', returnedOn: '抵沪日期', releasedOn: '解除隔离日期', state: '人员状态' })
    expect(recognition.titleYear).toBe(2020)
  })

  it('a verification list in a sender\'s words keeps a row of which only the phone is known', async () => {
    const { rows } = await read('verification', [
      ['序', '被查人', '证件', '联系手机', '现居地址', '来源情况'], [1, '张三', '11010119900307803X', '13812345678', '浦南三村12号302', 'MU1'], [2, null, null, '13812345679', null, 'MU2'],
    ])
    expect(rows[0]).toMatchObject({ problems: [], row: { name: '张三', idNumber: '11010119900307803X', building: '12', room: '302' } })
    expect(rows[1]).toMatchObject({ problems: [], row: { phone: '13812345679', building: '', room: '' } })
  })

  it('a class that was merged down and came as text holds for the rows below it, and the file is told so once', async () => {
    const roster = (...rows: string[]) => readTable(new TextEncoder().encode(['学校,年级,班级,学号,姓名', ...rows].join('\n')), 'roster.csv').then((table) => readSheetRows('roster', table, { zoneOffset: '+08:00' }))
    const merged = await roster('测试小学,一年级,一(1)班,1001,张一', ',,,1002,张二', ',,一(2)班,1003,李一', ',,,1004,李二', '合计,,,,4')
    expect(merged.rows.map(({ row, problems }) => [row.school, row.grade, row.class, problems])).toEqual(['一(1)班', '一(1)班', '一(2)班', '一(2)班'].map((name) => ['测试小学', '一年级', name, []]))
    expect(merged.rows.flatMap(({ sheetRow, warnings }) => warnings.map(({ column, code }) => [sheetRow, column, code]))).toEqual([[3, '学校', 'filled-down'], [3, '年级', 'filled-down'], [3, '班级', 'filled-down']])
    // One that somebody forgot stays missing.
    const forgotten = await roster('测试小学,一年级,一(1)班,1001,张一', '测试小学,一年级,一(1)班,1002,张二', '测试小学,一年级,,1003,李一', '测试小学,一年级,一(2)班,1004,李二')
    expect(forgotten.rows.map(({ problems }) => problems.map(({ column, code }) => [column, code]))).toEqual([[], [], [['班级', 'missing']], []])
    const atTheTop = await roster('测试小学,一年级,,1001,张一', '测试小学,一年级,,1002,张二', '测试小学,一年级,一(2)班,1003,李一', '测试小学,一年级,,1004,李二')
    expect(atTheTop.rows.map(({ problems }) => problems.length)).toEqual([1, 1, 0, 1])
  })

  it('names the column, the code and the reason of what cannot be read', async () => {
    const problemsOf = async (cells: Parameters<typeof household>[0]) => (await read('household', [['2020年'], HOUSEHOLD, household(cells)])).rows[0]!.problems
    expect(await problemsOf({ ...PLACE, 姓名: '张三', 人员状态: '已返沪', 抵沪日期: '二月三十日' })).toEqual([{
      column: '抵沪日期', field: 'returnedOn', code: 'not-a-date', reason: { 'zh-CN': '「抵沪日期」无法识别:二月三十日', en: '"抵沪日期" is not a date: 二月三十日' } }])
    expect(await problemsOf({ ...PLACE, 姓名: '张三', 人员状态: '已返沪' })).toMatchObject([{ column: '抵沪日期', code: 'required-for-returned' }])
    expect(await problemsOf({ ...PLACE, 人员状态: '已返沪', 抵沪日期: '2月1日' })).toMatchObject([{ column: '姓名', code: 'required-for-returned' }])
    expect(await problemsOf({ ...PLACE, 姓名: '张三', 人员状态: '不清楚' })).toMatchObject([{ column: '人员状态', code: 'unknown-value' }])
    expect(await problemsOf({ ...PLACE, 房号: '', 姓名: '张三', 人员状态: '未离沪' })).toMatchObject([{ column: '房号', field: 'room', code: 'missing' }])
    expect(await problemsOf({ ...PLACE, 填表日期: '某日', 姓名: '张三', 人员状态: '未离沪' })).toMatchObject([{ column: '填表日期', code: 'not-a-date' }])
    expect(await problemsOf({ ...PLACE, 姓名: '张三', 人员状态: '未离沪', 解除隔离日期: '2月30日' })).toMatchObject([{ column: '解除隔离日期', code: 'not-a-date' }])
  })

  it('a reason never quotes what may be a name or a number of a person', async () => {
    const { rows } = await read('household', [['2020年'], HOUSEHOLD, household({ ...PLACE, 姓名: '张三', 人员状态: '李四光', 抵沪日期: '王五', 解除隔离日期: '13812345678' })])
    const reasons = rows[0]!.problems.map(({ reason }) => reason['zh-CN'] + reason.en).join()
    expect(rows[0]!.problems.length).toBe(3)
    expect(reasons).not.toMatch(/张三|李四光|王五|\d{7}/)
  })

  it('a row about the whole unit has no name, placeholders are empty, 未解除 is no date', async () => {
    const { rows } = await read('household', [['2020年'], HOUSEHOLD,
      household({ ...PLACE, 姓名: '/', 人员状态: '全户未离沪', 手机: '无', 解除隔离日期: '未解除' }), household({ ...PLACE, 姓名: '全户', 人员状态: '空关' })])
    expect(rows.map(({ row, problems, warnings }) => [row.name, row.state, row.phone, row.releasedOn, problems, warnings])).toEqual([
      [undefined, 'stayed', undefined, undefined, [], []], [undefined, 'vacant', undefined, undefined, [], []]])
  })

  it('blank, prepared, total, footer and repeated header rows are neither rows nor rejects', async () => {
    const good = household({ ...PLACE, 姓名: '张三', 人员状态: '未离沪' })
    const reading = await read('household', [['2020年'], HOUSEHOLD, good, [], household({ 序号: 2 }), ['小 计', null, null, null, null, '1人'], HOUSEHOLD, good, ['合计：2人'], ['填表人:王五', null, null, '审核人:赵六'], ['以上情况属实']])
    expect(reading.rows.map(({ sheetRow }) => sheetRow)).toEqual([3, 8])
    expect(reading).toMatchObject({ blankRows: 2, totalRows: 2, otherRows: 3 })
  })

  it('a rounded identity number is not used and is told', async () => {
    const { rows } = await read('household', [['2020年'], HOUSEHOLD, household({ ...PLACE, 姓名: '张三', 人员状态: '未离沪', 证件号码: Number('310115197703255769') })])
    expect(rows[0]!.row.idNumber).toBeUndefined()
    expect(rows[0]).toMatchObject({ problems: [], warnings: [{ column: '证件号码', code: 'rounded-number' }] })
  })

  it('what is not understood goes into the note and is told', async () => {
    const { rows } = await read('units', [['小区', '楼号', '室号', '房屋性质', '居住人数'], ['浦南三村', '1', '101', '借住', '一家子']])
    expect(rows[0]).toMatchObject({ row: { note: '房屋性质：借住；居住人数：一家子' }, problems: [], warnings: [{ column: '房屋性质', code: 'unread-value' }, { column: '居住人数', code: 'unread-value' }] })
  })

  it('a note is at most 500 characters and never half of one', async () => {
    const { rows } = await read('units', [['小区', '楼号', '室号', '备注', '甲', '乙', '丙'], ['浦南三村', '1', '101', 'x'.repeat(199), '𠮷'.repeat(300), '𠮷'.repeat(300), 'y']])
    expect(rows[0]!.row.note!.length).toBeLessThanOrEqual(500)
    expect(rows[0]!.row.note).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
  })

  it('building and room come from an address column where there is no other', async () => {
    const { rows, recognition } = await read('residents', [['姓名', '居住地址', '手机'], ['张三', '浦南三村74号101室', '13812345678'], ['李四', '浦南三村', null], ['王五', '74号101室', null]])
    expect(rows.map(({ row, problems }) => [row.compound, row.building, row.room, problems.map(({ column, code }) => `${column} ${code}`)])).toEqual([
      ['浦南三村', '74', '101', []], ['', '', '', ['居住地址 not-an-address']], ['', '74', '101', ['居住地址 missing']]])
    expect(recognition.columns.map(({ meaning }) => meaning)).toEqual(['name', 'address', 'phone'])
    expect(rows[0]!.columnOf).toMatchObject({ building: '居住地址', room: '居住地址', compound: '居住地址' })
  })

  it('an address cell that says nothing, or holds an error of the spreadsheet, is missing', async () => {
    const { rows } = await read('units', [['小区', '楼号', '室号'], ['浦南三村', '#REF!', '101'], ['浦南三村', '1', '/'], ['—', '1', '101'], ['浦南三村', '1', '101']])
    expect(rows.map(({ problems }) => problems.map(({ column, code }) => `${column} ${code}`))).toEqual([['楼号 missing'], ['室号 missing'], ['小区 missing'], []])
  })

  it('a lone cell at the left of a wide register is a line below it, a lone cell elsewhere is a row with something missing', async () => {
    const header = ['登记日期', '小区', '楼号', '室号', '姓名', '状态']
    const reading = await read('household', [header, ['2020-02-10', '杉园', '1', '101', '金一', '未离沪'], ['居委会(盖章)'], ['以上数据截至2020年2月10日'], ['2020年2月10日'], [null, null, null, '102']])
    expect(reading.rows.map(({ sheetRow, problems }) => [sheetRow, problems.length > 0])).toEqual([[2, false], [6, true]])
    expect(reading.otherRows).toBe(3)
    const narrow = await read('regions', [['地区', '等级', '生效日期'], ['武汉', null, null]])
    expect(narrow.rows.map(({ problems }) => problems.length)).toEqual([2])
  })

  it('totals are told in more ways than one', async () => {
    const reading = await read('units', [['小区', '楼号', '室号', '居住人数'], ['杉园', '1', '101', '3'], ['合计(人)', null, null, '5'], ['共2户', null, null, null], ['总计：', null, null, '5'], ['合计：2 户', null, null, '5人'], ['总 人 数', null, null, '5']])
    expect(reading).toMatchObject({ totalRows: 5, otherRows: 0 })
    expect(reading.rows.length).toBe(1)
  })

  it('a stair stands before the room', async () => {
    const { rows } = await read('units', [['小区', '楼号', '单元', '室号'], ['阳光小区', '3', '2单元', '301'], ['阳光小区', '3', 2, 301], ['阳光小区', '3', null, '301']])
    expect(rows.map(({ row }) => row.room)).toEqual(['2单元301', '2单元301', '301'])
  })

  it('reads a morning check with other headers', async () => {
    const { rows } = await read('school', [
      ['填报时间', '学校', '班级', '学籍号', '姓名', '体温(℃)', '有无不适症状', '健康码', '近14天是否离沪', '家人健康码', '家人近14天是否离沪'],
      [43934.352581018517, '浦南小学', '1.1班', 20240101, '何辉伟', 36.5, '无', '绿码', '否', '绿码,黄码', '是'],
      ['2020/4/13 7:05', '浦南小学', '一（3）班', '20240302', '徐静', '三十七度五', '咳嗽、流涕', null, null, null, null],
      ['今天', '浦南小学', '一(3)班', '20240303', '沈文', '正常', '正常', '绿', '', '', ''],
    ])
    expect(rows[0]!.row).toEqual({
      submittedAt: '2020-04-13T08:27:43+08:00', school: '浦南小学', class: '一(1)班', studentNo: '20240101', name: '何辉伟', temperatureCelsius: 36.5, symptoms: [],
      healthCode: 'green', travelled: false, household: [{ healthCode: 'green', travelled: true }, { healthCode: 'yellow', travelled: true }],
    })
    expect(rows[1]!.row).toMatchObject({ submittedAt: '2020-04-13T07:05:00+08:00', class: '一(3)班', temperatureCelsius: 37.5, symptoms: ['咳嗽', '流涕'] })
    expect(rows[2]!.problems).toMatchObject([{ column: '填报时间', code: 'not-an-instant' }, { column: '体温(℃)', code: 'not-a-number' }])
  })

  it('reads where a pupil and those at home were, from a column of its own or written where yes or no stands', async () => {
    const { rows } = await read('school', [
      ['提交时间', '学校', '班级', '学号', '姓名', '体温', '旅居史', '离沪去向', '家人健康码', '家人旅居史', '家人离沪去向'],
      ['2020/4/13 7:05', '浦南小学', '一（3）班', '1', '甲', '36.5', '有', '湖北武汉', '绿码', '有', '江苏盐城'],
      ['2020/4/13 7:05', '浦南小学', '一（3）班', '2', '乙', '36.5', '湖北武汉', '', '绿码,黄码', '江苏盐城', ''],
      ['2020/4/13 7:05', '浦南小学', '一（3）班', '3', '丙', '36.5', '无', '无', '', '无', '/'],
      ['2020/4/13 7:05', '浦南小学', '一（3）班', '4', '丁', '36.5', '去过江苏盐城', '', '', '', '江苏盐城'],
    ])
    expect(rows.map(({ row }) => ({ travelled: row.travelled, travelledTo: row.travelledTo, household: row.household }))).toEqual([
      { travelled: true, travelledTo: '湖北武汉', household: [{ healthCode: 'green', travelled: true, travelledTo: '江苏盐城' }] },
      { travelled: true, travelledTo: '湖北武汉', household: [{ healthCode: 'green', travelled: true, travelledTo: '江苏盐城' }, { healthCode: 'yellow', travelled: true, travelledTo: '江苏盐城' }] },
      { travelled: false, travelledTo: undefined, household: [{ travelled: false }] },
      { travelled: true, travelledTo: '去过江苏盐城', household: [{ travelled: true, travelledTo: '江苏盐城' }] },
    ])
  })

  it('reads of a platform’s form whom a pupil met, where it is now, since when it is ill and with what it was measured', async () => {
    const head = ['提交时间', '学校', '班级', '学号', '学生姓名', '体温', '测温方式', '有无不适症状', '症状开始日期', '孩子目前所在地', '14天内是否去过中高风险地区', '是否接触过疑似或确诊病例']
    const line = (no: string, ...rest: (string | null)[]) => ['2020/4/13 7:05', '浦南小学', '一（3）班', no, '甲', '36.5', ...rest]
    const { rows, recognition } = await read('school', [
      head, line('1', '耳温', '咳嗽', '4月11日', '湖北武汉', '否', '是'), line('2', '腋下', '无', null, '在家', '否', '接触过疑似病例'), line('3', '额温枪', '正常', null, '学校', '否', '无'),
      line('4', '口含', '咳嗽', '2020-04-20', '外地', '否', '不清楚'),
    ])
    expect(recognition.ambiguous).toEqual([])
    expect(rows.map(({ row: { device, symptomsSince, whereNow, regionNow, contact, note } }) => ({ device, symptomsSince, whereNow, regionNow, contact, note }))).toEqual([
      { device: 'ear', symptomsSince: '2020-04-11', whereNow: undefined, regionNow: '湖北武汉', contact: 'confirmed', note: undefined },
      { device: 'armpit', symptomsSince: undefined, whereNow: 'home', regionNow: undefined, contact: 'suspected', note: undefined },
      { device: 'forehead', symptomsSince: undefined, whereNow: 'school', regionNow: undefined, contact: 'none', note: undefined },
      { device: undefined, symptomsSince: undefined, whereNow: 'elsewhere', regionNow: undefined, contact: undefined, note: '测温方式：口含；症状开始日期：2020-04-20；是否接触过疑似或确诊病例：不清楚' },
    ])
  })

  it('the header of a temperature says how it was taken; what a header asks of decides what it means', async () => {
    const { rows } = await read('school', [['提交时间', '学校', '班级', '学号', '姓名', '耳温（℃）', '近14天旅居史', '接触史'], ['2020/4/13 7:05', '浦南小学', '一（3）班', '1', '甲', '37.5', '江苏盐城', '与确诊病例无接触']])
    expect(rows[0]!.row).toMatchObject({ temperatureCelsius: 37.5, device: 'ear', travelledTo: '江苏盐城', contact: 'none' })
  })

  it('a list of staff has their own numbers, and departments or nothing where pupils have a class', async () => {
    const { rows } = await read('roster', [['学校', '部门', '工号', '姓名', '手机号码'], ['浦南小学', '后勤', 'T01', '师甲', '13700000001'], ['浦南小学', null, 'T02', '师乙', null]])
    expect(rows.map(({ row, problems }) => ({ ...row, problems }))).toMatchObject([{ kind: 'staff', class: '教职工', studentNo: 'T01', name: '师甲', guardianPhone: '13700000001', problems: [] }, { kind: 'staff', studentNo: 'T02', problems: [] }])
    const both = await read('roster', [['学校', '班级', '学号', '工号', '姓名'], ['浦南小学', '三(1)班', '31', null, '甲'], ['浦南小学', '三(1)班', null, 'T03', '师丙']])
    expect(both.rows.map(({ row }) => `${row.kind ?? 'pupil'} ${row.class} ${row.studentNo}`)).toEqual(['pupil 三(1)班 31', 'staff 教职工 T03'])
    const checks = await read('school', [['提交时间', '学校', '工号', '姓名', '体温'], ['2020/4/13 7:05', '浦南小学', 'T01', '师甲', '36.5']])
    expect(checks.rows[0]).toMatchObject({ problems: [], row: { class: '教职工', studentNo: 'T01' } })
    const cards = await read('cards', [['卡号', '学号/工号'], ['0004', 'T01']])
    expect(cards.rows[0]!.row).toEqual({ card: '0004', studentNo: 'T01' })
  })

  it('reads residents with plates and dates', async () => {
    const { rows } = await read('residents', [['小区', '楼号', '室号', '姓名', '与户主关系', '车牌号', '入住日期'], ['浦南三村', '1号', '101', '张三', '户主', '沪A·12345', '2018.5.1']])
    expect(rows[0]!.row).toEqual({ compound: '浦南三村', building: '1号', room: '101', name: '张三', relation: '户主', plates: ['沪A12345'], from: '2018-05-01' })
  })

  it('a province in a column of its own qualifies the place beside it', async () => {
    const regions = await read('regions', [['省份', '城市', '等级', '生效日期'], ['湖北', '武汉', '重点疫区', '2020-01-23'], ['湖北', null, '重点疫区', '2020-01-27'], [null, '温州', '重点关注', '2020-02-04'], [null, null, '重点关注', '2020-02-04']])
    expect(regions.rows.map(({ row, problems }) => [row.region, problems.map(({ column, code }) => `${column} ${code}`)])).toEqual([['湖北武汉', []], ['湖北', []], ['温州', []], ['', ['城市 missing']]])
    const { rows } = await read('household', [
      ['登记日期', '小区', '楼号', '室号', '姓名', '状态', '返沪日期', '来源省份', '来源城市'],
      ['2020-02-10', '杉园', '1', '101', '金一', '已返沪', '2020-02-08', '湖北省', '/'], ['2020-02-10', '杉园', '1', '101', '金二', '已返沪', '2020-02-08', '湖北省', '湖北省黄冈市'], ['2020-02-10', '杉园', '1', '101', '金三', '已返沪', '2020-02-08', '浙江', '温州']])
    expect(rows.map(({ row }) => row.origin)).toEqual(['湖北省', '湖北省黄冈市', '浙江温州'])
  })

  it('a region list with an unreadable end or level is told', async () => {
    const { rows } = await read('regions', [['地区', '等级', '生效日期', '失效日期'], ['武汉', '重点疫区', '2020-01-23', '至今'], ['温州', '其他', '2020-02-04', '某日']])
    expect(rows[0]!.row).toEqual({ region: '武汉', level: 'key', from: '2020-01-23' })
    expect(rows[1]!.problems.map(({ column, code }) => `${column} ${code}`)).toEqual(['等级 unknown-value', '失效日期 not-a-date'])
  })

  it('a file that lacks a needed column asks, and can be answered', async () => {
    const rows = [['楼号', '室号', '房屋性质'], ['1', '101', '自住']]
    const error = await read('units', rows).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MissingColumnError)
    expect(error).toMatchObject({ code: 'missing-column', reason: { 'zh-CN': '缺少需要的列:「小区」', en: 'a needed column is missing: compound' } })
    expect((error as MissingColumnError).recognition.columns.length).toBe(3)
    expect((await read('units', rows, { compound: '浦南三村' })).rows[0]).toMatchObject({ row: { compound: '浦南三村', building: '1', room: '101' }, problems: [] })
    await expect(read('units', [['甲', '乙'], ['1', '2']])).rejects.toMatchObject({ code: 'no-header' })
    await expect(read('household', [['2020年'], ['a']])).rejects.toBeInstanceOf(SheetError)
  })

  it("the year is the title's, else the file name's", async () => {
    const dates = async (title: string, fileName: string) => (await read('household', [[title], HOUSEHOLD, household({ ...PLACE, 姓名: '张三', 人员状态: '未离沪' })], undefined, fileName)).rows[0]!.row.registeredOn
    expect(await dates('登记表(2021年2月15日)', 'returns-2020-02-15.xlsx')).toBe('2021-02-15')
    expect(await dates('登记表', 'returns-2020-02-15.xlsx')).toBe('2020-02-15')
    expect(await dates('登记表', '20200215返沪.xlsx')).toBe('2020-02-15')
    expect(await dates('登记表', 'a.xlsx')).toBe('')
  })

  it('rows of Excel formulas give their stored values', async () => {
    const cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>小区</t></is></c><c r="B1" t="inlineStr"><is><t>楼号</t></is></c><c r="C1" t="inlineStr"><is><t>室号</t></is></c></row>'
      + '<row r="2"><c r="A2" t="str"><f>"浦南"&amp;"三村"</f><v>浦南三村</v></c><c r="B2"><f>6*2</f><v>12</v></c><c r="C2" t="str"><f>HYPERLINK("http://x")</f><v>302</v></c></row>'
    const reading = await readSheetRows('units', await readTable(createXlsx({ sheets: [cells] }), 'a.xlsx'), { zoneOffset: '+08:00' })
    expect(reading.rows[0]!.row).toEqual({ compound: '浦南三村', building: '12', room: '302' })
  })
})

const SAMPLES = new URL('../../../../../shared/samples/punan-sancun/', import.meta.url)
const present = existsSync(SAMPLES)
if (!present) console.warn('SKIPPED: the sample compound is not at ../shared/samples/punan-sancun, so renamed headers are not tried on it')

describe.skipIf(!present)('the sample files under other headers', () => {
  const OTHER_HEADERS: Record<string, string> = {
    登记日期: '填表日期', 居委: '居民区', 小区: '小区名称', 楼号: '幢号', 室号: '房号', 姓名: '返沪人员姓名', 身份证号: '证件号码', 联系电话: '手机', 返沪状态: '人员状态', 来源地: '来沪前所在地',
    途经地区: '途经重点地区', 返沪日期: '抵沪日期', 解除日期: '解除隔离日期', 房屋性质: '居住性质', 提交时间: '填报时间', 提交人: '填报人', 学号: '学籍号', 学生姓名: '姓名', 今日体温: '体温(℃)', 身体状况: '有无不适症状',
  }
  it.each<[SheetKind, string]>([['household', 'returns-2020-02-16.csv'], ['units', 'units.csv'], ['school', 'morning-check-2020-04-13.csv']])('%s %s reads the same', async (kind, name) => {
    const bytes = readFileSync(new URL(name, SAMPLES))
    const table = await readTable(bytes, name)
    const renamed = await readTable(bytes, name)
    const headerRow = renamed.rows[kind === 'household' ? 1 : 0]!
    headerRow.cells = headerRow.cells.map((cell) => OTHER_HEADERS[String(cell)] ?? cell)
    expect(headerRow.cells).not.toEqual(table.rows[kind === 'household' ? 1 : 0]!.cells)
    const context = { zoneOffset: '+08:00' }
    const plain = (await readSheetRows(kind, table, context)).rows.map(({ row, sheetRow }) => ({ ...row, sheetRow, note: undefined }))
    const other = (await readSheetRows(kind, renamed, context)).rows.map(({ row, sheetRow }) => ({ ...row, sheetRow, note: undefined }))
    expect(other).toEqual(plain)
  })
})
