import type { Wording } from '../protocol/entities.ts'
import type { RowProblem } from '../packs/pack.ts'

/** What each field of rows.ts is called for people. */
const FIELDS: Record<string, Wording> = {
  id: { 'zh-CN': '编号', en: 'Id' },
  registeredOn: { 'zh-CN': '登记日期', en: 'Register date' },
  committee: { 'zh-CN': '居委', en: 'Committee' },
  compound: { 'zh-CN': '小区', en: 'Compound' },
  building: { 'zh-CN': '楼号', en: 'Building' },
  room: { 'zh-CN': '室号', en: 'Room' },
  name: { 'zh-CN': '姓名', en: 'Name' },
  idNumber: { 'zh-CN': '证件号码', en: 'Identity number' },
  phone: { 'zh-CN': '联系电话', en: 'Phone' },
  state: { 'zh-CN': '返沪状态', en: 'State' },
  origin: { 'zh-CN': '来源地', en: 'Origin' },
  transit: { 'zh-CN': '途经地区', en: 'Transit' },
  returnedOn: { 'zh-CN': '返沪日期', en: 'Return date' },
  releasedOn: { 'zh-CN': '解除日期', en: 'Release date' },
  condition: { 'zh-CN': '人员类别', en: 'Condition' },
  healthCode: { 'zh-CN': '健康码', en: 'Health code' },
  note: { 'zh-CN': '备注', en: 'Note' },
  submittedAt: { 'zh-CN': '提交时间', en: 'Submitted at' },
  school: { 'zh-CN': '学校', en: 'School' },
  class: { 'zh-CN': '班级', en: 'Class' },
  studentNo: { 'zh-CN': '学号', en: 'Student number' },
  temperatureCelsius: { 'zh-CN': '体温', en: 'Temperature' },
  symptoms: { 'zh-CN': '身体状况', en: 'Symptoms' },
  travelled: { 'zh-CN': '是否离沪', en: 'Travelled' },
  household: { 'zh-CN': '同住人', en: 'Household' },
  measuredAt: { 'zh-CN': '测量时间', en: 'Measured at' },
  device: { 'zh-CN': '设备', en: 'Device' },
  issuedOn: { 'zh-CN': '下发日期', en: 'Issue date' },
  list: { 'zh-CN': '名单', en: 'List' },
  dueOn: { 'zh-CN': '截止日期', en: 'Due date' },
  answer: { 'zh-CN': '核实结果', en: 'Answer' },
  storey: { 'zh-CN': '楼层', en: 'Storey' },
  tenure: { 'zh-CN': '房屋性质', en: 'Tenure' },
  landlordName: { 'zh-CN': '房东姓名', en: 'Landlord' },
  landlordPhone: { 'zh-CN': '房东电话', en: "Landlord's phone" },
  residents: { 'zh-CN': '居住人数', en: 'Residents' },
  headName: { 'zh-CN': '户主姓名', en: 'Head of household' },
  headPhone: { 'zh-CN': '户主电话', en: "Head's phone" },
  relation: { 'zh-CN': '与户主关系', en: 'Relation' },
  plates: { 'zh-CN': '车牌', en: 'Plates' },
  from: { 'zh-CN': '生效日期', en: 'From' },
  to: { 'zh-CN': '失效日期', en: 'To' },
  region: { 'zh-CN': '地区', en: 'Region' },
  level: { 'zh-CN': '等级', en: 'Level' },
  grade: { 'zh-CN': '年级', en: 'Grade' },
  guardianName: { 'zh-CN': '家长姓名', en: 'Guardian' },
  guardianPhone: { 'zh-CN': '家长电话', en: "Guardian's phone" },
  address: { 'zh-CN': '家庭住址', en: 'Home address' },
  unit: { 'zh-CN': '户', en: 'Unit' },
  person: { 'zh-CN': '人员', en: 'Person' },
  newPerson: { 'zh-CN': '新增人员', en: 'New person' },
  seen: { 'zh-CN': '已见版本', en: 'Version seen' },
  transport: { 'zh-CN': '交通方式', en: 'Means of travel' },
  departedOn: { 'zh-CN': '离沪日期', en: 'Departure date' },
  settled: { 'zh-CN': '已核定', en: 'Settled' },
  found: { 'zh-CN': '上门情况', en: 'What was found' },
  at: { 'zh-CN': '记录时间', en: 'Written at' },
  outcome: { 'zh-CN': '通话结果', en: 'Outcome' },
  day: { 'zh-CN': '日期', en: 'Day' },
  outing: { 'zh-CN': '外出情况', en: 'Outing' },
  mark: { 'zh-CN': '标签', en: 'Mark' },
  on: { 'zh-CN': '是否添加', en: 'On' },
  paper: { 'zh-CN': '文书', en: 'Paper' },
  kind: { 'zh-CN': '类别', en: 'Kind' },
  reports: { 'zh-CN': '记录', en: 'Reports' },
  task: { 'zh-CN': '任务', en: 'Task' },
  sheet: { 'zh-CN': '表格', en: 'Sheet' },
  columns: { 'zh-CN': '列', en: 'Columns' },
  meanings: { 'zh-CN': '列的含义', en: 'Meanings' },
  cells: { 'zh-CN': '单元格', en: 'Cells' },
  round: { 'zh-CN': '轮次', en: 'Round' },
  quantity: { 'zh-CN': '数量', en: 'Quantity' },
  perHousehold: { 'zh-CN': '每户数量', en: 'Per household' },
  opensAt: { 'zh-CN': '开放时间', en: 'Opens' },
  closesAt: { 'zh-CN': '截止时间', en: 'Closes' },
  pickUp: { 'zh-CN': '领取地点与时间', en: 'Where and when to collect' },
  act: { 'zh-CN': '操作', en: 'Act' },
  form: { 'zh-CN': '表单', en: 'Form' },
  validFrom: { 'zh-CN': '启用日期', en: 'Asked from' },
  version: { 'zh-CN': '版本', en: 'Version' },
  schema: { 'zh-CN': '题目', en: 'Questions' },
  title: { 'zh-CN': '标题', en: 'Title' },
  intro: { 'zh-CN': '说明', en: 'Introduction' },
  submit: { 'zh-CN': '提交按钮', en: 'Button' },
  settles: { 'zh-CN': '自主申报', en: 'Self-report' },
}

type Sentence = (field: string) => string
/** Codes are stable; clients may rely on them. Append, never rename. */
const REASONS: Record<string, { zh: Sentence; en: Sentence }> = {
  'not-an-object': { zh: () => '这一行不是数据对象', en: () => 'The row is not an object' },
  missing: { zh: (field) => `缺少「${field}」`, en: (field) => `"${field}" is missing` },
  'not-a-text': { zh: (field) => `「${field}」应为文字`, en: (field) => `"${field}" must be a text` },
  'too-long': { zh: (field) => `「${field}」过长`, en: (field) => `"${field}" is too long` },
  'control-characters': { zh: (field) => `「${field}」含有控制字符`, en: (field) => `"${field}" holds control characters` },
  'bad-characters': { zh: (field) => `「${field}」含有损坏的字符`, en: (field) => `"${field}" holds broken characters` },
  'unknown-value': { zh: (field) => `「${field}」的取值无法识别`, en: (field) => `"${field}" is none of the known values` },
  'not-a-date': { zh: (field) => `「${field}」无法识别`, en: (field) => `"${field}" is not a date` },
  'no-such-date': { zh: (field) => `「${field}」没有这一天`, en: (field) => `"${field}" is a day that does not exist` },
  'date-too-old': { zh: (field) => `「${field}」过早`, en: (field) => `"${field}" is too long ago` },
  'date-in-future': { zh: (field) => `「${field}」晚于今天`, en: (field) => `"${field}" is in the future` },
  'date-order': { zh: (field) => `「${field}」早于它应在其后的日期`, en: (field) => `"${field}" is before the day that it must follow` },
  'not-an-instant': { zh: (field) => `「${field}」无法识别，应为带时区的时间`, en: (field) => `"${field}" is not a time with an offset` },
  direction: { 'zh-CN': '进出方向', en: 'Direction' },
  site: { 'zh-CN': '测温方式', en: 'Where measured' },
  second: { 'zh-CN': '复测', en: 'Second check' },
  decision: { 'zh-CN': '放行决定', en: 'Decision' },
  card: { 'zh-CN': '卡号', en: 'Card' },
  deviceAt: { 'zh-CN': '设备时间', en: 'Device time' },
  clock: { 'zh-CN': '设备时钟', en: 'Device clock' },
  unasked: { 'zh-CN': '未能询问', en: 'Could not be asked' },
  'not-a-number': { zh: (field) => `「${field}」应为数字`, en: (field) => `"${field}" must be a number` },
  'out-of-range': { zh: (field) => `「${field}」超出范围`, en: (field) => `"${field}" is out of range` },
  'not-a-boolean': { zh: (field) => `「${field}」应为是或否`, en: (field) => `"${field}" must be true or false` },
  'not-a-list': { zh: (field) => `「${field}」应为列表`, en: (field) => `"${field}" must be a list` },
  'too-many': { zh: (field) => `「${field}」项数过多`, en: (field) => `"${field}" has too many entries` },
  'required-for-returned': { zh: (field) => `状态为已返沪时须填「${field}」`, en: (field) => `A returned person needs "${field}"` },
  'unknown-compound': { zh: (field) => `没有这个小区（「${field}」）`, en: (field) => `No such compound ("${field}")` },
  'unknown-building': { zh: (field) => `没有这幢楼（「${field}」）`, en: (field) => `No such building ("${field}")` },
  'unknown-unit': { zh: (field) => `没有这一户（「${field}」）`, en: (field) => `No such unit ("${field}")` },
  'ambiguous-compound': { zh: (field) => `有多个同名小区，须注明居委（「${field}」）`, en: (field) => `Several compounds have this name; name the committee ("${field}")` },
  'not-allowed': { zh: () => '您的角色不能做这件事', en: () => 'Your role may not do this' },
  'unknown-task': { zh: (field) => `没有这项任务（「${field}」）`, en: (field) => `No such task ("${field}")` },
  'unknown-person': { zh: (field) => `没有这个人（「${field}」）`, en: (field) => `No such person ("${field}")` },
  'changed-meanwhile': { zh: () => '这一户在您打开之后有了新的记录，请看过再决定', en: () => 'Something newer came in about this unit after you opened it: look at it, then decide' },
  'unknown-self-report': { zh: () => '这一户没有这条自主申报', en: () => 'This home has no such self-report' },
  'already-settled': { zh: () => '这条自主申报已经处理过了', en: () => 'This self-report has been dealt with already' },
  'unknown-school': { zh: (field) => `没有这所学校（「${field}」）`, en: (field) => `No such school ("${field}")` },
  'too-short': { zh: (field) => `「${field}」过短`, en: (field) => `"${field}" is too short` },
  'unknown-home': { zh: () => '没有找到这个地址，请检查楼号和室号', en: () => 'There is no such address here; check building and room' },
  'unknown-form': { zh: () => '表单已更新，请刷新页面后重新填写', en: () => 'The form has changed: load the page again' },
  'unknown-round': { zh: () => '没有这一轮预约', en: () => 'There is no such round' },
  'round-closed': { zh: () => '这一轮预约不在开放时间内', en: () => 'This round is not open' },
  'already-booked': { zh: () => '这一户本轮已经预约过', en: () => 'This household has booked in this round' },
  'no-booking': { zh: () => '这一户本轮没有这样的预约', en: () => 'This household has no such booking in this round' },
  'name-taken': { zh: (field) => `「${field}」与上面的一题重名`, en: (field) => `"${field}" has the name of a question above` },
  'published-meanwhile': { zh: () => '已有新的版本发布，请刷新后再改', en: () => 'A newer version has been published: load it, then change it' },
  'before-published': { zh: (field) => `「${field}」早于已发布的版本`, en: (field) => `"${field}" is before that of the version already published` },
  'question-needed': { zh: (field) => `系统要用「${field}」这一题，不能取消或改为选填`, en: (field) => `"${field}" is read by the system: it cannot be dropped or made optional` },
  'kind-changed': { zh: (field) => `「${field}」已经发布过，不能改变题型`, en: (field) => `"${field}" has been published: its kind cannot change` },
  'choices-fixed': { zh: (field) => `「${field}」的选项有规则在用，不能增加`, en: (field) => `"${field}" is read by rules: no choices can be added` },
  'below-booked': { zh: (field) => `「${field}」少于已预约的数量`, en: (field) => `"${field}" is below what has been booked` },
}

/** Codes that have words, for tests and documents. */
export const REASON_CODES: readonly string[] = Object.keys(REASONS)

/** Digits, the marks and the words of dates and of numerals: a cell of only these, and short, names nobody. */
const DATE_LIKE = /^[\d\s年月日号\-/.:零〇一二三四五六七八九十廿卅]{1,12}$/
const LONG_DIGIT_RUN = /\d{7}/

/**
 * A problem with its words. The cell is quoted only for codes about dates and only when it can be nothing but a date:
 * whatever else stands in the wrong column may be a name or a phone number.
 */
export function rowProblem(field: string, code: string, cell?: unknown, label: Wording = FIELDS[field] ?? { 'zh-CN': field, en: field }): RowProblem {
  const words = REASONS[code]
  const quote = quotable(cell)
  return {
    field,
    code,
    reason: {
      'zh-CN': (words ? words.zh(label['zh-CN']) : `「${label['zh-CN']}」：${code}`) + (quote ? `：${quote}` : ''),
      en: (words ? words.en(label.en) : `"${label.en}": ${code}`) + (quote ? `: ${quote}` : ''),
    },
  }
}

function quotable(cell: unknown): string {
  if (typeof cell !== 'string') return ''
  const text = cell.normalize('NFKC').trim()
  return DATE_LIKE.test(text) && !LONG_DIGIT_RUN.test(text) ? text : ''
}
