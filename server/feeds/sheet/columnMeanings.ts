import type { Wording } from '../../protocol/entities.ts'
import type { RowOf } from '../rows.ts'

/** Kinds of import that come as spreadsheets. */
export type SheetKind = 'units' | 'residents' | 'regions' | 'household' | 'roster' | 'school' | 'verification' | 'organisation' | 'cards'
/** Whose card is whose: read for a gate, and no report. */
export interface CardRow { card: string; studentNo: string }
export type SheetRow<Kind extends SheetKind> = Kind extends keyof RowOf ? RowOf[Kind] : CardRow

/**
 * WORDS: the parts that headers are made of, each with its spellings. To understand a new header, add a spelling here;
 * only a new kind of information needs a line in COLUMN_RULES.
 *
 * Chinese spellings are found anywhere in a header, English ones as whole words (`return*`: as the beginning of a
 * word). Within one header the longest spelling takes its characters first, so `楼层` is a storey and never a building.
 */
export const HEADER_WORDS = {
  // Whose
  landlord: ['房东', '业主', '产权人', '房主', '出租人', '所有权人', 'landlord*', 'owner*'],
  head: ['户主', '承租人', '承租户', '租客', '租户', '现住户', '住户', '使用人', 'head', 'householder', 'tenant*'],
  guardian: ['家长', '监护人', '父亲', '母亲', '父母', '爸爸', '妈妈', 'guardian*', 'parent*', 'father', 'mother'],
  student: ['学生', '幼儿', '孩子', '学员', 'student*', 'pupil*', 'child'],
  own: ['本人', '个人', '您的', '你的', 'own', 'my'],
  reporter: [
    '提交人', '提交者', '填报人', '填表人', '填写人', '登记人', '申报人', '录入人', '上报人', '答题人', '审核人', '经办人', '负责人', '调查员',
    'submitter', 'reporter', 'submitted by', 'registered by',
  ],
  contact: ['紧急联系人', '紧急联系', '紧急', '联系人', '担保人', 'emergency', 'contact person', 'contact name'],
  housemates: ['同住人员', '同住家属', '同住人', '同住', '家庭成员', '家人', '家属', '共同居住', '共同生活', 'household member*', 'household', 'family', 'housemate*'],
  workplace: ['工作单位', '单位名称', '单位', '公司', 'employer', 'company', 'workplace'],
  // What
  name: ['姓名', '名字', '称呼', 'name'],
  phone: ['联系电话', '联系方式', '联系号码', '手机号码', '手机号', '手机', '电话号码', '电话', '联系', 'phone*', 'mobile*', 'telephone*', 'tel', 'cell'],
  landline: ['固定电话', '固话', '座机', 'landline'],
  identity: [
    '居民身份证', '公民身份号码', '身份证件号码', '身份证号码', '身份证号', '身份证', '身份号码', '证件号码', '证件编号', '证件号',
    'id number', 'id card', 'id no', 'identity', 'idnumber', 'passport*',
  ],
  identityType: ['证件类型', '证件种类', '证件名称', 'id type'],
  date: ['日期', '时间', '年月日', '时刻', '何时', 'date*', 'time', 'on', 'at', 'day'],
  ask: ['是否', '有无', '有没有', '是不是', '可曾', 'whether', 'any'],
  // When
  registered: ['登记', '填表', '填报', '填写', '申报', '上报', '录入', '统计', '采集', '摸排', '排查', '摸底', '调查', '走访', '核查', '更新', '报告', 'register*', 'registrat*', 'report*', 'filled', 'recorded'],
  submitted: ['提交', '打卡', '答题', 'submit*', 'check-in'],
  arrived: [
    '返沪', '抵沪', '来沪', '到沪', '回沪', '入沪', '返回', '返程', '返抵', '抵达', '到达', '返乡', '来返', '抵', '返',
    'return*', 'arriv*', 'back',
  ],
  released: ['解除', '解禁', '解隔', '期满', '到期', '届满', '释放', '结束', 'releas*', 'lifted', 'end of'],
  isolated: ['居家隔离', '集中隔离', '隔离', '医学观察', '健康观察', '居家观察', '健康管理', 'quarantine*', 'isolat*', 'observation'],
  left: ['离沪', '离开', '离市', '出市', '外出', '出行', '离家', 'left', 'leave*', 'depart*', 'travel*'],
  before: ['前', '之前', 'before'],
  measured: ['测温', '测量', '检测', 'measur*'],
  // Where
  subdistrict: ['街道办事处', '街道名称', '街道', '街镇', '乡镇', 'subdistrict*', 'sub-district*'],
  committee: ['居民委员会', '村居委会', '村居', '居委会', '居委', '村委会', '村委', '居民区', '社区名称', '社区', 'committee*', 'community'],
  compound: ['小区名称', '小区名', '小区', '楼盘', '住宅区', '院落', 'compound*', 'estate*', 'neighbourhood*', 'neighborhood*'],
  building: [
    '楼栋号', '楼栋', '楼幢号', '楼幢', '楼宇', '楼号', '号楼', '幢号', '栋号', '座号', '门牌号码', '门牌号', '门牌', '门号', '大楼', '幢', '栋', '楼',
    'building*', 'block', 'bldg',
  ],
  stair: ['单元号', '单元', '楼道', '梯号', 'stair*', 'entrance'],
  room: [
    '房间号', '房间', '室号', '房号', '房屋号', '户号', '户室', '室', '房',
    'room*', 'flat', 'apartment', 'apt', 'unit', 'door',
  ],
  storey: ['所在楼层', '楼层', '层数', '层次', '层', 'storey*', 'story', 'floor*', 'level of'],
  address: [
    '家庭住址', '家庭地址', '居住地址', '现住址', '现居住地', '居住地', '详细地址', '住址', '地址', '隔离地点', '居住地点',
    'address*', 'home',
  ],
  native: ['户籍', '籍贯', '户口', 'native', 'hukou'],
  origin: [
    '来源地区', '来源地', '来源', '来自何地', '来自', '出发地', '始发地', '从何地', '何地', '来处', '出发城市', '返自', '原所在地', '外出地点', '离沪去向',
    'origin*', 'coming from', 'from where', 'came from',
  ],
  place: ['所在地区', '所在地', '所在城市', '地点', '地方', 'place', 'location', 'where'],
  transit: ['途经地区', '途经地', '途经', '途径', '经停', '经过', '路过', '中转', 'transit*', 'via', 'passed through'],
  transport: ['交通方式', '交通工具', '出行方式', '返沪方式', '来沪方式', '车次航班', '航班车次', '车次', '航班号', '航班', 'transport*', 'flight*'],
  keyRegion: ['重点疫区', '重点地区', '重点区域', '中高风险', '高风险', '风险地区', '疫区', '湖北', '武汉', 'key region*', 'risk area*'],
  region: ['地区名称', '地区', '区域名称', '区域', '城市', '地市', '区县', 'region*', 'area*', 'city'],
  province: ['省份', '省市', '省', 'province'],
  // How it stands
  state: [
    '返沪状态', '人员状态', '返沪情况', '在沪情况', '在沪状态', '人员情况', '人员去向', '目前状态', '当前状态', '现状', '状态', '情况', '状况', 'status', 'state', 'situation',
  ],
  condition: ['病例类型', '病例', '确诊', '疑似', '密切接触者', '密切接触', '密接', '人员分类', '人员类别', '管控方式', '隔离方式', '隔离类型', 'condition', 'case type'],
  healthCode: ['健康码', '随申码', '随身码', '健康宝', '绿码', '亮码', '二维码颜色', 'health code', 'healthcode', 'qr'],
  symptoms: ['不适症状', '身体不适', '身体状况', '身体情况', '健康状况', '健康情况', '健康状态', '症状', '不适', 'symptom*', 'health'],
  onset: ['发病', '起病', 'onset*'],
  temperature: ['体温', '温度', '额温', '耳温', '腋温', '口温', 'temperature*', 'temp'],
  thermometer: ['测温方式', '测温部位', '测温工具', '测量方式', '测量部位', '体温计类型', '体温计', '温度计', 'thermometer*'],
  travelled: ['旅居史', '旅行史', '外省', '去过', '到过', '出沪', 'travelled', 'traveled'],
  exposure: ['接触情况', '接触过', '接触史', '接触', 'exposure*', 'in contact', 'contact with'],
  whereNow: [
    '目前所在地区', '目前所在地', '目前所在位置', '目前所在', '目前位置', '现在所在地', '现在位置', '现所在地', '当前所在地', '当前所在', '当前位置', '今日所在地', '现在何处', '目前在何处', '现在在哪', '目前在哪',
    'where now', 'current location', 'whereabouts',
  ],
  tenure: ['房屋性质', '居住性质', '房屋类型', '房屋用途', '居住类型', '住房性质', '使用性质', '房屋状态', '住房类型', '居住状况', '自住', '空关', '性质', '用途', 'tenure', 'use'],
  count: ['居住人数', '常住人口', '人口数', '人数', '人口', 'residents', 'people', 'number of', 'occupants'],
  relation: ['与户主关系', '与产权人关系', '与房东关系', '与本人关系', '关系', 'relation*'],
  plates: ['车牌号码', '车牌号', '车牌', '车辆', 'plate*', 'vehicle*'],
  movedIn: ['入住', '迁入', '起租', '搬入', 'moved in', 'move in'],
  movedOut: ['搬离', '迁出', '退租', '搬出', 'moved out', 'move out'],
  // Schools
  bureau: ['教育局', '教育主管部门', '主管部门', '主管单位', '教育署', 'bureau*', 'authority'],
  school: ['学校名称', '学校', '幼儿园', '校名', 'school*'],
  campus: ['校区', '分校', '校部', 'campus'],
  grade: ['年级', '年段', '学段', 'grade', 'year'],
  class: ['班级名称', '班级', '班', 'class'],
  half: ['半班分组', '半班', '错峰分组', '错峰组', '错峰批次', '单双周', '单双号', 'ab组', 'a b组', 'ab班', 'a b班', '甲乙组', '分组', '组别', 'half', 'halves', 'ab group', 'a b group'],
  studentNumber: ['学号', '学生编号', '学生号', 'student no', 'student number', 'student id', 'studentno'],
  staffNumber: ['教职工号', '教职工编号', '职工号', '职工编号', '教师编号', '教工号', '员工号', '工号', 'staff no', 'staff number', 'staff id', 'employee no', 'employee id'],
  registryNumber: ['学籍号', '学籍编号', '学籍', '教育id'],
  card: ['校园卡号码', '校园卡号', '校园卡', '一卡通号', '一卡通', '物理卡号', '卡号码', '卡号', '卡片编号', 'card number', 'card no', 'card id', 'cardno', 'card'],
  // Region lists
  level: ['等级', '级别', '类别', '风险等级', '分类', 'level', 'category'],
  from: ['生效', '起始', '开始', '启用', '实施', '列入', '纳入', 'effective', 'from', 'since', 'start*', 'valid from'],
  to: ['失效', '截止', '终止', '停用', '移出', '调出', 'until', 'to', 'end*', 'expir*', 'valid to'],
  // Verification lists
  deadline: ['时限', '期限', 'deadline', 'due*'],
  // The rest
  serial: ['序号', '编号', '序', '行号', 'no', 'number', '#', 'serial', 'index', 'seq'],
  note: ['备注', '附注', '说明', '其他情况', '其它', 'remark*', 'note*', 'comment*'],
  reject: ['表中行号', '问题列', '问题代码', '问题原因', 'sheet row', 'rejected column', 'reject code', 'reject reason'],
} as const satisfies Record<string, readonly string[]>

/** Headers so short that they mean something only when they stand alone, and what they stand for. */
export const WHOLE_HEADERS: Readonly<Record<string, string>> = {
  号: '楼号', 起: '起始日期', 止: '截止日期', 证件: '证件号',
  // Whoever a list is about, as police, hospitals and railways say it.
  ...Object.fromEntries(['被查人', '被查人员', '被核查人', '被协查人', '被协查人员', '协查对象', '协查人员', '核查对象', '核查人员', '当事人', '乘客', '旅客', '患者', '病人', '就诊人'].map((header) => [header, '姓名'])),
}

export type HeaderWord = keyof typeof HEADER_WORDS

/** What a column can mean; named as the fields of the rows where it is one. */
export type Meaning =
  | 'serial' | 'note' | 'reject' | 'subdistrict' | 'bureau' | 'committee' | 'compound' | 'building' | 'stair' | 'room' | 'address' | 'storey' | 'tenure' | 'residents'
  | 'landlordName' | 'landlordPhone' | 'landlordFrom' | 'landlordTo' | 'headName' | 'headPhone' | 'name' | 'idNumber' | 'phone' | 'relation' | 'plates' | 'from' | 'to'
  | 'registeredOn' | 'state' | 'origin' | 'originProvince' | 'transit' | 'departedOn' | 'transport' | 'returnedOn' | 'releasedOn' | 'condition' | 'healthCode' | 'region' | 'province' | 'level'
  | 'school' | 'campus' | 'grade' | 'class' | 'half' | 'studentNo' | 'staffNo' | 'guardianName' | 'guardianPhone' | 'submittedAt' | 'temperatureCelsius' | 'device' | 'symptoms' | 'symptomsSince' | 'whereNow' | 'contact'
  | 'travelled' | 'travelledTo' | 'householdHealthCode' | 'householdTravelled' | 'householdTravelledTo' | 'dueOn' | 'card'

/** A header has this meaning when it has all of `has` and none of `lacks`; more parts win, then the higher `rank`. */
export interface ColumnRule {
  meaning: Meaning
  has: readonly HeaderWord[]
  lacks?: readonly HeaderWord[]
  /** Negative: taken only when no better column of the file has the meaning. */
  rank?: number
  /** Nothing else may stand in the header: 日期 is the register's, 出生日期 is not. */
  alone?: true
}

const OTHERS = ['landlord', 'guardian', 'reporter', 'contact', 'housemates', 'workplace'] as const

const PLACE_RULES: readonly ColumnRule[] = [
  { meaning: 'committee', has: ['committee'], lacks: ['phone', 'reporter', 'native'] },
  { meaning: 'compound', has: ['compound'], lacks: ['phone', 'date', 'native'] },
  { meaning: 'compound', has: ['compound', 'name'], lacks: ['phone', 'date', 'native'] },
  { meaning: 'building', has: ['building'], lacks: ['room', 'phone', 'native', 'address', 'count'] },
  { meaning: 'stair', has: ['stair'], lacks: ['phone', 'native'] },
  { meaning: 'room', has: ['room'], lacks: ['building', 'phone', 'state', 'native', 'address', 'count'] },
  { meaning: 'address', has: ['building', 'room'], lacks: ['native'] },
  { meaning: 'address', has: ['address'], lacks: ['native', 'workplace'] },
]
const ALWAYS: readonly ColumnRule[] = [
  { meaning: 'serial', has: ['serial'], rank: -1 },
  { meaning: 'note', has: ['note'] },
  { meaning: 'reject', has: ['reject'], rank: 5 },
]

/** Which regions somebody was in: a place that one left for or was in, not the one where they live. */
const WHERE_TO: readonly (readonly HeaderWord[])[] = [['origin'], ['travelled', 'region'], ['travelled', 'place'], ['left', 'region'], ['left', 'place'], ['travelled', 'to'], ['travelled', 'province'], ['left', 'province']]

/** RULES: how words make meanings, per kind of file. */
export const COLUMN_RULES: Record<SheetKind, readonly ColumnRule[]> = {
  units: [
    ...ALWAYS, ...PLACE_RULES,
    { meaning: 'storey', has: ['storey'] },
    { meaning: 'tenure', has: ['tenure'], lacks: ['ask'] },
    { meaning: 'tenure', has: ['room', 'state'] },
    { meaning: 'residents', has: ['count'] },
    { meaning: 'landlordName', has: ['landlord', 'name'] },
    { meaning: 'landlordName', has: ['landlord'], lacks: ['phone', 'identity'], rank: -1 },
    { meaning: 'landlordPhone', has: ['landlord', 'phone'] },
    { meaning: 'landlordFrom', has: ['landlord', 'from'] },
    { meaning: 'landlordFrom', has: ['landlord', 'movedIn'] },
    { meaning: 'landlordFrom', has: ['movedIn'], lacks: ['head', 'name'], rank: -1 },
    { meaning: 'landlordTo', has: ['landlord', 'to'] },
    { meaning: 'landlordTo', has: ['landlord', 'movedOut'] },
    { meaning: 'landlordTo', has: ['movedOut'], lacks: ['head', 'name'], rank: -1 },
    { meaning: 'headName', has: ['head', 'name'] },
    { meaning: 'headName', has: ['head'], lacks: ['phone', 'identity'], rank: -1 },
    { meaning: 'headName', has: ['name'], lacks: [...OTHERS, 'head', 'committee', 'compound'], rank: -2 },
    { meaning: 'headPhone', has: ['head', 'phone'] },
    { meaning: 'headPhone', has: ['phone'], lacks: [...OTHERS, 'committee'], rank: -1 },
  ],
  residents: [
    ...ALWAYS, ...PLACE_RULES,
    { meaning: 'name', has: ['name'], lacks: ['reporter', 'contact', 'workplace', 'committee', 'compound', 'landlord', 'head'] },
    { meaning: 'name', has: ['head', 'name'], rank: -12 },
    { meaning: 'name', has: ['landlord', 'name'], rank: -12 },
    { meaning: 'idNumber', has: ['identity'], lacks: ['identityType', 'reporter', 'contact'] },
    { meaning: 'phone', has: ['phone'], lacks: ['reporter', 'contact', 'workplace', 'committee'] },
    { meaning: 'relation', has: ['relation'] },
    { meaning: 'plates', has: ['plates'] },
    { meaning: 'from', has: ['movedIn'] },
    { meaning: 'from', has: ['from', 'date'] },
    { meaning: 'to', has: ['movedOut'] },
    { meaning: 'to', has: ['to', 'date'] },
  ],
  household: [
    ...ALWAYS, ...PLACE_RULES,
    { meaning: 'registeredOn', has: ['registered', 'date'], lacks: ['reporter'] },
    { meaning: 'registeredOn', has: ['submitted', 'date'], rank: -11 },
    { meaning: 'registeredOn', has: ['date'], lacks: ['arrived', 'released', 'isolated', 'left', 'movedIn', 'movedOut', 'to', 'from', 'onset', 'exposure', 'whereNow', 'thermometer'], rank: -3, alone: true },
    { meaning: 'name', has: ['name'], lacks: [...OTHERS, 'head', 'committee', 'compound'] },
    { meaning: 'name', has: ['head', 'name'], rank: -12 },
    { meaning: 'idNumber', has: ['identity'], lacks: [...OTHERS, 'identityType'] },
    { meaning: 'phone', has: ['phone'], lacks: [...OTHERS, 'head', 'committee'] },
    { meaning: 'phone', has: ['head', 'phone'], rank: -12 },
    { meaning: 'phone', has: ['landline'], lacks: [...OTHERS, 'committee'], rank: -1 },
    { meaning: 'state', has: ['state'], lacks: ['room', 'symptoms', 'healthCode', 'isolated', 'condition', 'tenure'] },
    { meaning: 'state', has: ['arrived', 'state'], lacks: ['date'] },
    { meaning: 'state', has: ['ask', 'arrived'], lacks: ['date'], rank: -11 },
    { meaning: 'origin', has: ['origin'], lacks: ['date'] },
    { meaning: 'origin', has: ['arrived', 'before'], lacks: ['date'] },
    { meaning: 'origin', has: ['arrived', 'before', 'place'], lacks: ['date'] },
    { meaning: 'origin', has: ['left', 'place'], lacks: ['date', 'ask'], rank: -1 },
    { meaning: 'originProvince', has: ['origin', 'province'], lacks: ['date'] },
    { meaning: 'originProvince', has: ['arrived', 'before', 'province'], lacks: ['date'] },
    { meaning: 'transit', has: ['transit'], lacks: ['date'] },
    { meaning: 'transit', has: ['ask', 'transit', 'keyRegion'], lacks: ['date'] },
    { meaning: 'transit', has: ['ask', 'keyRegion'], lacks: ['date'], rank: -11 },
    { meaning: 'departedOn', has: ['left', 'date'], lacks: ['ask', 'arrived', 'released'] },
    { meaning: 'transport', has: ['transport'], lacks: ['date'] },
    { meaning: 'returnedOn', has: ['arrived', 'date'], lacks: ['before', 'left', 'released', 'origin'] },
    { meaning: 'releasedOn', has: ['released'], lacks: ['ask', 'reporter'] },
    { meaning: 'releasedOn', has: ['released', 'date'], lacks: ['ask', 'reporter'] },
    { meaning: 'condition', has: ['condition'] },
    { meaning: 'condition', has: ['ask', 'condition'] },
    { meaning: 'condition', has: ['ask', 'isolated'], lacks: ['released', 'date'], rank: -1 },
    { meaning: 'healthCode', has: ['healthCode'], lacks: ['housemates'] },
  ],
  regions: [
    ...ALWAYS,
    { meaning: 'region', has: ['region'], lacks: ['level', 'date'] },
    { meaning: 'region', has: ['keyRegion'], lacks: ['level', 'date', 'ask'], rank: -1 },
    { meaning: 'province', has: ['province'], lacks: ['level', 'date'] },
    { meaning: 'level', has: ['level'] },
    { meaning: 'level', has: ['keyRegion', 'level'] },
    { meaning: 'from', has: ['from'] },
    { meaning: 'from', has: ['from', 'date'] },
    { meaning: 'to', has: ['to'] },
    { meaning: 'to', has: ['to', 'date'] },
    { meaning: 'to', has: ['released'], rank: -1 },
    { meaning: 'to', has: ['released', 'date'], rank: -1 },
  ],
  roster: [
    ...ALWAYS,
    { meaning: 'school', has: ['school'], lacks: ['phone', 'address'] },
    { meaning: 'school', has: ['school', 'name'], lacks: ['phone', 'student'] },
    // A school with several campuses has a column of its own for them; without one of the school it names the school.
    { meaning: 'school', has: ['campus'], lacks: ['phone', 'address'], rank: -1 },
    { meaning: 'campus', has: ['campus'], lacks: ['phone', 'address'], rank: -3 },
    { meaning: 'grade', has: ['grade'], lacks: ['class'] },
    { meaning: 'class', has: ['class'], lacks: ['reporter', 'phone'] },
    { meaning: 'class', has: ['grade', 'class'] },
    { meaning: 'half', has: ['half'], lacks: ['date', 'phone'] },
    { meaning: 'half', has: ['class', 'half'], lacks: ['date', 'phone'] },
    { meaning: 'studentNo', has: ['studentNumber'] },
    { meaning: 'studentNo', has: ['registryNumber'], rank: -1 },
    { meaning: 'staffNo', has: ['staffNumber'] },
    { meaning: 'studentNo', has: ['studentNumber', 'staffNumber'] },
    { meaning: 'name', has: ['student', 'name'], lacks: ['guardian'] },
    { meaning: 'name', has: ['name'], lacks: [...OTHERS, 'school', 'class', 'committee', 'compound'] },
    { meaning: 'name', has: ['student'], lacks: ['phone', 'identity', 'guardian', 'healthCode', 'temperature', 'serial'], rank: -2 },
    { meaning: 'idNumber', has: ['identity'], lacks: [...OTHERS, 'identityType'] },
    { meaning: 'guardianName', has: ['guardian', 'name'], lacks: ['identity'] },
    { meaning: 'guardianName', has: ['guardian'], lacks: ['phone', 'identity', 'workplace', 'relation'], rank: -1 },
    { meaning: 'guardianName', has: ['contact'], lacks: ['phone', 'identity', 'relation'], rank: -2 },
    { meaning: 'guardianPhone', has: ['guardian', 'phone'] },
    { meaning: 'guardianPhone', has: ['contact', 'phone'], rank: -11 },
    { meaning: 'guardianPhone', has: ['phone'], lacks: ['reporter', 'workplace', 'school'], rank: -2 },
    { meaning: 'address', has: ['address'], lacks: ['native', 'workplace', 'school'] },
  ],
  school: [
    ...ALWAYS,
    { meaning: 'submittedAt', has: ['submitted', 'date'] },
    { meaning: 'submittedAt', has: ['registered', 'date'], rank: -1 },
    { meaning: 'submittedAt', has: ['measured', 'date'], rank: -2 },
    { meaning: 'submittedAt', has: ['date'], lacks: ['left', 'arrived', 'released', 'isolated'], rank: -2 },
    { meaning: 'school', has: ['school'], lacks: ['phone', 'address'] },
    { meaning: 'school', has: ['school', 'name'], lacks: ['phone', 'student'] },
    // A school with several campuses has a column of its own for them; without one of the school it names the school.
    { meaning: 'school', has: ['campus'], lacks: ['phone', 'address'], rank: -1 },
    { meaning: 'campus', has: ['campus'], lacks: ['phone', 'address'], rank: -3 },
    { meaning: 'grade', has: ['grade'], lacks: ['class'] },
    { meaning: 'class', has: ['class'], lacks: ['reporter', 'phone'] },
    { meaning: 'class', has: ['grade', 'class'] },
    { meaning: 'studentNo', has: ['studentNumber'] },
    { meaning: 'studentNo', has: ['registryNumber'], rank: -1 },
    { meaning: 'staffNo', has: ['staffNumber'] },
    { meaning: 'studentNo', has: ['studentNumber', 'staffNumber'] },
    { meaning: 'name', has: ['student', 'name'] },
    { meaning: 'name', has: ['name'], lacks: [...OTHERS, 'school', 'class'] },
    { meaning: 'temperatureCelsius', has: ['temperature'], lacks: ['housemates', 'guardian', 'ask'] },
    { meaning: 'symptoms', has: ['symptoms'], lacks: ['housemates', 'guardian'] },
    { meaning: 'symptoms', has: ['ask', 'symptoms'], lacks: ['housemates', 'guardian'] },
    { meaning: 'symptomsSince', has: ['symptoms', 'date'], lacks: ['ask', 'housemates', 'guardian'] },
    { meaning: 'symptomsSince', has: ['onset'], lacks: ['ask', 'housemates', 'guardian'] },
    { meaning: 'symptomsSince', has: ['onset', 'date'], lacks: ['ask', 'housemates', 'guardian'] },
    { meaning: 'device', has: ['thermometer'], lacks: ['date'] },
    { meaning: 'device', has: ['thermometer', 'temperature'], lacks: ['date'] },
    { meaning: 'whereNow', has: ['whereNow'], lacks: ['housemates', 'guardian'] },
    // Of a case, of somebody from an epidemic region: what is asked about counts, not who else was asked.
    { meaning: 'contact', has: ['exposure'], lacks: ['date', 'travelled'] },
    { meaning: 'contact', has: ['exposure', 'ask'], lacks: ['date'] },
    { meaning: 'contact', has: ['exposure', 'housemates'], lacks: ['date'], rank: -1 },
    { meaning: 'contact', has: ['exposure', 'guardian'], lacks: ['date'], rank: -1 },
    { meaning: 'healthCode', has: ['healthCode'], lacks: ['housemates', 'guardian'] },
    { meaning: 'healthCode', has: ['own', 'healthCode'], lacks: ['housemates', 'guardian'] },
    { meaning: 'householdHealthCode', has: ['housemates', 'healthCode'] },
    { meaning: 'householdHealthCode', has: ['guardian', 'healthCode'], rank: -1 },
    { meaning: 'travelled', has: ['ask', 'left'], lacks: ['housemates', 'guardian'] },
    { meaning: 'travelled', has: ['travelled'], lacks: ['housemates', 'guardian'] },
    { meaning: 'travelled', has: ['left'], lacks: ['housemates', 'guardian', 'date', 'place'], rank: -1 },
    { meaning: 'travelled', has: ['ask', 'keyRegion'], lacks: ['housemates', 'guardian'], rank: -1 },
    { meaning: 'householdTravelled', has: ['housemates', 'ask', 'left'] },
    { meaning: 'householdTravelled', has: ['housemates', 'travelled'] },
    { meaning: 'householdTravelled', has: ['housemates', 'left'], rank: -1 },
    { meaning: 'householdTravelled', has: ['housemates', 'ask', 'keyRegion'], rank: -1 },
    ...WHERE_TO.map((has): ColumnRule => ({ meaning: 'travelledTo', has, lacks: ['ask', 'housemates', 'guardian'] })),
    ...WHERE_TO.map((has): ColumnRule => ({ meaning: 'householdTravelledTo', has: ['housemates', ...has], lacks: ['ask'] })),
  ],
  verification: [
    ...ALWAYS, ...PLACE_RULES,
    { meaning: 'name', has: ['name'], lacks: [...OTHERS, 'committee', 'compound'] },
    { meaning: 'name', has: ['head', 'name'], rank: -12 },
    { meaning: 'idNumber', has: ['identity'], lacks: [...OTHERS, 'identityType'] },
    { meaning: 'phone', has: ['phone'], lacks: [...OTHERS, 'address', 'committee'] },
    { meaning: 'phone', has: ['landline'], lacks: [...OTHERS, 'committee'], rank: -1 },
    { meaning: 'dueOn', has: ['to', 'date'] },
    { meaning: 'dueOn', has: ['deadline'] },
    { meaning: 'dueOn', has: ['deadline', 'date'] },
    { meaning: 'dueOn', has: ['to'], rank: -1 },
  ],
  organisation: [
    ...ALWAYS,
    { meaning: 'subdistrict', has: ['subdistrict'], lacks: ['phone', 'address', 'reporter'] },
    { meaning: 'committee', has: ['committee'], lacks: ['phone', 'address', 'reporter'] },
    { meaning: 'compound', has: ['compound'], lacks: ['phone', 'date', 'address'] },
    { meaning: 'compound', has: ['compound', 'name'], lacks: ['phone', 'date'] },
    { meaning: 'building', has: ['building'], lacks: ['room', 'phone', 'address', 'count'] },
    { meaning: 'bureau', has: ['bureau'], lacks: ['phone', 'address', 'reporter'] },
    { meaning: 'school', has: ['school'], lacks: ['phone', 'address'] },
    { meaning: 'school', has: ['school', 'name'], lacks: ['phone'] },
    { meaning: 'school', has: ['campus'], lacks: ['phone'], rank: -1 },
  ],
  cards: [
    ...ALWAYS,
    { meaning: 'card', has: ['card'], lacks: OTHERS },
    { meaning: 'studentNo', has: ['studentNumber'] },
    { meaning: 'studentNo', has: ['registryNumber'], rank: -1 },
    { meaning: 'studentNo', has: ['staffNumber'], rank: -1 },
    { meaning: 'studentNo', has: ['studentNumber', 'staffNumber'] },
  ],
}

/** A need is met by any one of its alternatives; each alternative is a set of columns. */
export interface ColumnNeed {
  /** Asked for by this name when nothing meets it. */
  name: Wording
  anyOf: readonly (readonly Meaning[])[]
}

const COMPOUND: ColumnNeed = { name: { 'zh-CN': '小区', en: 'compound' }, anyOf: [['compound'], ['address']] }
const BUILDING: ColumnNeed = { name: { 'zh-CN': '楼号', en: 'building' }, anyOf: [['building'], ['address']] }
const ROOM: ColumnNeed = { name: { 'zh-CN': '室号', en: 'room' }, anyOf: [['room'], ['address']] }
const NAME: ColumnNeed = { name: { 'zh-CN': '姓名', en: 'name' }, anyOf: [['name']] }
const SCHOOL: readonly ColumnNeed[] = [
  { name: { 'zh-CN': '学校', en: 'school' }, anyOf: [['school']] },
  { name: { 'zh-CN': '班级', en: 'class' }, anyOf: [['class'], ['staffNo']] },
  { name: { 'zh-CN': '学号', en: 'student number' }, anyOf: [['studentNo'], ['staffNo']] },
]

/** NEEDS: without these columns a file is not read; it asks. */
export const COLUMN_NEEDS: Record<SheetKind, readonly ColumnNeed[]> = {
  units: [COMPOUND, BUILDING, ROOM],
  residents: [COMPOUND, BUILDING, ROOM, NAME],
  household: [
    { name: { 'zh-CN': '登记日期', en: 'date of registration' }, anyOf: [['registeredOn']] },
    COMPOUND, BUILDING, ROOM, NAME,
    { name: { 'zh-CN': '返沪状态', en: 'state' }, anyOf: [['state']] },
  ],
  regions: [
    { name: { 'zh-CN': '地区', en: 'region' }, anyOf: [['region'], ['province']] },
    { name: { 'zh-CN': '等级', en: 'level' }, anyOf: [['level']] },
    { name: { 'zh-CN': '生效日期', en: 'effective date' }, anyOf: [['from']] },
  ],
  roster: [...SCHOOL, NAME],
  school: [
    { name: { 'zh-CN': '提交时间', en: 'time of submission' }, anyOf: [['submittedAt']] },
    ...SCHOOL, NAME,
    { name: { 'zh-CN': '体温', en: 'temperature' }, anyOf: [['temperatureCelsius']] },
  ],
  verification: [
    { name: { 'zh-CN': '姓名、证件号码或住址', en: 'name, identity number or address' }, anyOf: [['name'], ['idNumber'], ['address'], ['building', 'room']] },
  ],
  organisation: [
    { name: { 'zh-CN': '街道和居委,居委和小区,或教育局和学校', en: 'sub-district and committee, committee and compound, or bureau and school' }, anyOf: [['subdistrict', 'committee'], ['committee', 'compound'], ['bureau', 'school']] },
  ],
  cards: [{ name: { 'zh-CN': '卡号', en: 'card number' }, anyOf: [['card']] }, { name: { 'zh-CN': '学号', en: 'student number' }, anyOf: [['studentNo']] }],
}
