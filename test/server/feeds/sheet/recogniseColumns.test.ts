import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Meaning, SheetKind } from '../../../../server/feeds/sheet/columnMeanings.ts'
import { COLUMN_NEEDS, COLUMN_RULES, HEADER_WORDS } from '../../../../server/feeds/sheet/columnMeanings.ts'
import { findHeader } from '../../../../server/feeds/sheet/findHeader.ts'
import { recogniseColumns } from '../../../../server/feeds/sheet/recogniseColumns.ts'
import type { Table } from '../../../../server/feeds/sheet/Table.ts'

const meanings = (headers: string, kind: SheetKind) => recogniseColumns(headers.split(','), kind).columns.map(({ meaning }) => meaning)
const tableOf = (rows: (string | null)[][]): Table => ({
  sheetName: '', fileName: 'a.csv', cellsAreTyped: false, epoch: 1900, otherSheets: [], rows: rows.map((cells, index) => ({ number: index + 1, cells })),
})

describe('recogniseColumns', () => {
  it.each<[SheetKind, string, (Meaning | null)[]]>([
    ['units', '编号,居民区,小区,门牌号,房号,居住性质,业主姓名,业主联系方式,常住人口,承租人姓名,手机号码', ['serial', 'committee', 'compound', 'building', 'room', 'tenure', 'landlordName', 'landlordPhone', 'residents', 'headName', 'headPhone']],
    ['units', '小区,幢号,单元,房间号,所在楼层,房屋状态,备注', ['compound', 'building', 'stair', 'room', 'storey', 'tenure', 'note']],
    ['units', 'Committee,Compound,Building no.,Room number,Floor,Tenure,Landlord name,Landlord phone,Residents,Head of household name,Mobile', ['committee', 'compound', 'building', 'room', 'storey', 'tenure', 'landlordName', 'landlordPhone', 'residents', 'headName', 'headPhone']],
    ['units', '小区,楼号,室号,房东姓名,房东电话,起租日期,退租日期', ['compound', 'building', 'room', 'landlordName', 'landlordPhone', 'landlordFrom', 'landlordTo']],
    ['units', '小区,楼号,室号,业主,业主起始日期,业主截止日期', ['compound', 'building', 'room', 'landlordName', 'landlordFrom', 'landlordTo']],
    ['household', '序号,填表日期,居委会,小区名称,门牌号,房号,姓名,证件号码,手机号,人员状态,来沪前所在地,是否途经重点地区,抵沪日期,解除隔离日期,备注', ['serial', 'registeredOn', 'committee', 'compound', 'building', 'room', 'name', 'idNumber', 'phone', 'state', 'origin', 'transit', 'returnedOn', 'releasedOn', 'note']],
    ['household', '登记时间,社区,小区,幢号,室号,返沪人员姓名,身份证号码,联系方式,返沪情况,出发地,途经地,返回日期,期满日期,随申码', ['registeredOn', 'committee', 'compound', 'building', 'room', 'name', 'idNumber', 'phone', 'state', 'origin', 'transit', 'returnedOn', 'releasedOn', 'healthCode']],
    ['household', '日期,小区,楼栋,房间,姓名,户主姓名,户主电话,房东姓名,房东电话,紧急联系人电话,电话,状态,离沪日期,到沪时间', ['registeredOn', 'compound', 'building', 'room', 'name', null, null, null, null, null, 'phone', 'state', 'departedOn', 'returnedOn']],
    ['household', 'registeredOn,committee,compound,building,room,name,idNumber,phone,state,origin,transit,returnedOn,releasedOn,healthCode,note', ['registeredOn', 'committee', 'compound', 'building', 'room', 'name', 'idNumber', 'phone', 'state', 'origin', 'transit', 'returnedOn', 'releasedOn', 'healthCode', 'note']],
    ['household', 'Date of registration,Compound,Building,Flat,Name,ID No.,Status,Coming from,Arrival date,Release date', ['registeredOn', 'compound', 'building', 'room', 'name', 'idNumber', 'state', 'origin', 'returnedOn', 'releasedOn']],
    ['regions', '地区名称,风险等级,起始日期,截止日期', ['region', 'level', 'from', 'to']],
    ['regions', 'Region,Level,Effective from,Until', ['region', 'level', 'from', 'to']],
    ['roster', '学校名称,年级,班级,学籍号,学生姓名,性别,身份证件号码,监护人姓名,监护人手机,家庭地址', ['school', 'grade', 'class', 'studentNo', 'name', null, 'idNumber', 'guardianName', 'guardianPhone', 'address']],
    ['roster', '学校,校区,班级,学号,姓名', ['school', 'campus', 'class', 'studentNo', 'name']],
    ['roster', '校区,班级,学号,姓名', ['school', 'class', 'studentNo', 'name']],
    ['school', '提交时间,校区,学校名称,班级,学号,学生姓名,体温,身体状况', ['submittedAt', 'campus', 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'symptoms']],
    ['roster', '学校,班级,学号,学籍号,姓名,家长,联系电话', ['school', 'class', 'studentNo', null, 'name', 'guardianName', 'guardianPhone']],
    ['school', '填报时间,填报人,学校,班级,学籍号,姓名,体温(℃),有无不适症状,健康码,近14天有无离沪,家人健康码', ['submittedAt', null, 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'symptoms', 'healthCode', 'travelled', 'householdHealthCode']],
    ['school', '1、提交答卷时间,2、所在学校（必填）,3、班级,*4、学号,5、学生姓名,6、今日早晨体温（℃）,7、是否有以下症状,8、孩子近14天是否去过外省,9、同住人员近14天是否离沪', ['submittedAt', 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'symptoms', 'travelled', 'householdTravelled']],
    ['school', 'Submitted at,Submitter,School,Class,Student No.,Student name,Temperature (°C),Symptoms,Health code,Travelled,Household health code', ['submittedAt', null, 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'symptoms', 'healthCode', 'travelled', 'householdHealthCode']],
    ['household', '登记日,村(居)委会,小区,号,室,姓名,手机,状态,何时从何地返沪,返沪日,解除日', ['registeredOn', 'committee', 'compound', 'building', 'room', 'name', 'phone', 'state', null, 'returnedOn', 'releasedOn']],
    ['household', '登记日期,小区,楼号,室号,姓名,状态,返沪日期,来源省份,来源城市', ['registeredOn', 'compound', 'building', 'room', 'name', 'state', 'returnedOn', 'originProvince', 'origin']],
    ['units', '村居,小区,弄,号,室,自住/出租/空关,是否空关', ['committee', 'compound', null, 'building', 'room', 'tenure', null]],
    ['regions', '序号,省市,地区,风险等级,开始日期,结束日期', ['serial', 'province', 'region', 'level', 'from', 'to']],
    ['regions', '城市,分类,起,止', ['region', 'level', 'from', 'to']],
    ...['半班', '半班分组', 'AB组', 'A/B组', '错峰组', '单双周组', '分组', '班级分组', 'Half', 'Half of class', 'A/B group'].map((header): [SheetKind, string, (Meaning | null)[]] => ['roster', `学校,${header},班级,学号,姓名`, ['school', 'half', 'class', 'studentNo', 'name']]),
    ['roster', '学校,班级,学号,姓名,错峰返校日期', ['school', 'class', 'studentNo', 'name', null]],
    ['cards', '序号,班级,姓名,学号,校园卡卡号', ['serial', null, null, 'studentNo', 'card']],
    ['cards', 'Card no.,Student number', ['card', 'studentNo']],
    ['school', '提交时间,学校,班级,学号,姓名,体温,近14天是否离沪,离沪去向,家人近14天是否离沪,家人离沪去向', ['submittedAt', 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'travelled', 'travelledTo', 'householdTravelled', 'householdTravelledTo']],
    ['school', '提交时间,学校,班级,学号,姓名,体温,孩子去过哪些地区,同住人去过哪些地区', ['submittedAt', 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'travelledTo', 'householdTravelledTo']],
    ['school', '提交时间,学校,班级,学号,姓名,体温,外出地点,同住人员外出地点', ['submittedAt', 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'travelledTo', 'householdTravelledTo']],
    ['residents', '居委,小区,楼号,室号,姓名,证件类型,证件号码,联系电话,与户主关系,车牌号,入住日期,搬离日期', ['committee', 'compound', 'building', 'room', 'name', null, 'idNumber', 'phone', 'relation', 'plates', 'from', 'to']],
  ])('%s: %s', (kind, headers, expected) => expect(meanings(headers, kind)).toEqual(expected))

  it('a date of something else is not the date of registration', () => {
    for (const header of ['出生日期', '生日', '发病日期', '采样时间', '就诊时间', '购票日期']) {
      const { missing } = recogniseColumns(['小区', '楼号', '室号', '姓名', '状态', header], 'household')
      expect([header, missing.map(({ name }) => name['zh-CN'])]).toEqual([header, ['登记日期']])
    }
    for (const header of ['日期', '时间', '日期(年月日)', 'Date', '今日日期', '摸底日期']) expect([header, recogniseColumns(['小区', '楼号', '室号', '姓名', '状态', header], 'household').missing.length]).toEqual([header, header === '今日日期' ? 1 : 0])
  })
  it("a landlord's phone is never the household's, whatever stands first", () => {
    expect(meanings('房东电话,联系电话', 'units')).toEqual(['landlordPhone', 'headPhone'])
    expect(meanings('房东电话', 'household')).toEqual([null])
    expect(meanings('提交人,姓名', 'school')).toEqual([null, 'name'])
  })
  it('says why, what is ambiguous, and what is missing', () => {
    const recognition = recogniseColumns(['小区', '楼号', '室号', '姓名', '手机', '固定电话', '房东电话', '返沪状态'], 'household')
    expect(recognition.columns[6]).toEqual({ header: '房东电话', index: 6, meaning: null, why: '' })
    expect(recognition.columns[4]!.why).toBe('手机')
    expect(recognition.ambiguous).toEqual([{ meaning: 'phone', taken: '手机', others: ['固定电话'] }])
    expect(recognition.missing.map(({ name }) => name['zh-CN'])).toEqual(['登记日期'])
    expect(recogniseColumns(['房东电话', '房东姓名'], 'units').columns[0]!.why).toBe('房东 + 电话')
  })
  it('white space, marks of obligation and full width change nothing', () => {
    expect(meanings('姓  名,＊手机号（必填）,ＩＤ　Ｎｏ．,室 号：', 'household')).toEqual(['name', 'phone', 'idNumber', 'room'])
  })
  it('every rule can be met by a header made of its own words', () => {
    for (const [kind, rules] of Object.entries(COLUMN_RULES)) {
      for (const rule of rules) {
        const header = rule.has.map((word) => HEADER_WORDS[word][0]).join('')
        expect(recogniseColumns([header], kind as SheetKind).columns[0]!.meaning, `${kind}: ${header}`).not.toBeNull()
      }
    }
  })
  it('every need can be met', () => {
    for (const [kind, needs] of Object.entries(COLUMN_NEEDS)) {
      for (const need of needs) {
        const meaningsOfKind = COLUMN_RULES[kind as SheetKind].map(({ meaning }) => meaning)
        expect(need.anyOf.flat().some((meaning) => meaningsOfKind.includes(meaning)), `${kind}: ${need.name.en}`).toBe(true)
      }
    }
  })
  it('never gives one meaning to two columns, and never throws', () => {
    const header = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...Object.values(HEADER_WORDS).flat()), fc.array(fc.constantFrom(...Object.values(HEADER_WORDS).flat()), { maxLength: 4 }).map((words) => words.join('')))
    fc.assert(fc.property(fc.array(header, { maxLength: 12 }), fc.constantFrom<SheetKind>('units', 'residents', 'regions', 'household', 'roster', 'school'), (headers, kind) => {
      const given = recogniseColumns(headers, kind).columns.map(({ meaning }) => meaning).filter((meaning) => meaning !== null && meaning !== 'serial' && meaning !== 'reject')
      expect(new Set(given).size).toBe(given.length)
    }))
  })
})

describe('findHeader', () => {
  const columns = ['登记日期', '小区', '楼号', '室号', '姓名', '返沪状态', '返沪日期']
  const data = ['2020-02-15', '浦南三村', '12号', '302', '张三', '已返沪', '2020-02-10']
  it('finds the header below titles and remembers what stands above', () => {
    const header = findHeader(tableOf([['浦南三村居委会来沪返沪人员登记表(2020年2月15日)'], ['填报单位:浦南三村居委会', null, null, '填表人:李四'], columns, data]), 'household')
    expect(header).toMatchObject({ headerRows: [3], firstDataIndex: 3, missing: [] })
    expect(header!.title).toContain('2020年2月15日')
  })
  it('joins a header of two lines', () => {
    const header = findHeader(tableOf([
      ['房屋台账'], ['小区', '楼号', '室号', '房东信息', null, '户主信息', null, '备注'], [null, null, null, '姓名', '电话', '姓名', '电话', null],
      ['浦南三村', '1', '101', '张三', '13812345678', '李四', '13912345678', null]]), 'units')
    expect(header).toMatchObject({ headerRows: [2, 3], firstDataIndex: 3 })
    expect(header!.columns.map(({ meaning }) => meaning)).toEqual(['compound', 'building', 'room', 'landlordName', 'landlordPhone', 'headName', 'headPhone', 'note'])
    expect(header!.columns[4]!.header).toBe('房东信息电话')
  })
  it('what stands over a place does not change what the place is', () => {
    for (const group of ['房屋信息', '居住地址', '现住址', '地址', '房屋']) {
      const header = findHeader(tableOf([
        ['序号', group, null, null, null, '房东', null, '租客', null], [null, '小区', '楼幢', '室', '用途', '姓名', '电话', '姓名', '手机'],
        ['1', '兰花村', '1', '101', '出租', '甲某', '13611110001', '乙某', '13611110002']]), 'units')
      expect([group, header!.columns.map(({ meaning }) => meaning)]).toEqual([group, ['serial', 'compound', 'building', 'room', 'tenure', 'landlordName', 'landlordPhone', 'headName', 'headPhone']])
    }
    const native = findHeader(tableOf([
      ['姓名', '户籍地址', null, null, '现住址', null, null], [null, '小区', '楼号', '室号', '小区', '楼号', '室号'], ['甲某', '乙村', '1', '101', '兰花村', '2', '202']]), 'residents')
    expect(native!.columns.map(({ meaning }) => meaning)).toEqual(['name', null, null, null, 'compound', 'building', 'room'])
  })
  it('does not join a line above the table that says who fills it in', () => {
    for (const line of [['居委会:荷花居委会', null, null, '填表日期:二月一日'], ['填报单位', '荷花居委会', null, '填表日期'], ['荷花居委会', null, null, '2020年2月1日'], ['单位', '荷花居委会', '电话', '58881234'], ['居委：荷花居委会', '填表人：', null, '日期：二月']]) {
      const header = findHeader(tableOf([line, ['序号', '小区', '楼号', '室号'], ['1', '荷花池', '1', '101']]), 'units')
      expect([line, header!.headerRows, header!.columns.map(({ header: text }) => text)]).toEqual([line, [2], ['序号', '小区', '楼号', '室号']])
    }
  })
  it('does not take the first row of data for a second line', () => {
    expect(findHeader(tableOf([columns, ['二月', '浦南', '甲', '乙', '张三', '未离沪', '无']]), 'household')!.headerRows).toEqual([1])
  })
  it('is null where nothing looks like a header', () => {
    expect(findHeader(tableOf([data, data]), 'household')).toBeNull()
    expect(findHeader(tableOf([['通知']]), 'household')).toBeNull()
  })
})
