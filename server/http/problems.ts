import type { Locale, Wording } from '../protocol/entities.ts'

/** Everything these doors can say no with: a stable code, its HTTP status, and the words. `{x}` is filled from details. */
const PROBLEMS = {
  'broken-json': [400, '请求正文不是有效的 JSON', 'The body is not valid JSON'],
  'not-an-array': [400, '请求正文必须是由数据行组成的 JSON 数组(或 application/x-ndjson)', 'The body must be a JSON array of rows (or application/x-ndjson)'],
  'bad-body': [400, '请求正文的字段不符合要求', 'The body does not have the fields it needs'],
  'too-long': [400, '「{zh}」过长，至多 {most} 字', '"{en}" is too long: at most {most} characters'],
  'control-characters': [400, '「{zh}」含有控制字符', '"{en}" holds control characters'],
  'bad-request': [400, '请求无法识别', 'The request cannot be read'],
  'bad-url': [400, '网址中含有无法识别的字符', 'The address contains characters that cannot be read'],
  'bad-date': [400, '日期无效,应为存在的日期,写作 YYYY-MM-DD', 'Not a date that exists; write YYYY-MM-DD'],
  'bad-revision': [400, 'rev 应为不大于当前修订号({rev})的非负整数', 'rev must be a whole number from 0 to the current revision ({rev})'],
  'bad-query': [400, '查询参数“{field}”无效', 'The query parameter "{field}" is not valid'],
  'bad-crs': [400, 'crs 应为 wgs84、gcj02、bd09 或 cgcs2000', 'crs must be wgs84, gcj02, bd09 or cgcs2000'],
  'no-file': [400, '缺少名为 file 的文件字段', 'There is no multipart field named file'],
  'bad-login': [400, '账号应为 2–64 个字母、数字、汉字或 . _ - @', 'A login has 2 to 64 letters, digits or . _ - @'],
  'bad-account-name': [400, '姓名不能为空,至多 60 字', 'A name is needed, of at most 60 characters'],
  'unknown-role': [400, '没有这个角色', 'There is no such role'],
  'bad-scope': [400, '范围中有不存在的节点,或该角色不能使用的节点', 'The scope names a node that does not exist or that this role has no use for'],
  'reason-needed': [400, '导出完整信息须写明理由', 'An export in clear needs a reason typed in'],
  'weak-password': [400, '新密码至少 10 个字符,不能与账号或原密码相同,也不能只是重复的字符', 'A new password has at least 10 characters, is not the login or the old one, nor one sign repeated'],
  'wrong-old-password': [400, '原密码不正确', 'The old password is wrong'],
  'sign-in-needed': [401, '请先登录', 'Sign in first'],
  'other-account': [401, '这个浏览器里登录的已是另一个账号，请重新登录', 'Somebody else has signed in with this browser since; sign in again'],
  'wrong-password': [401, '账号或密码不正确', 'The login or the password is wrong'],
  'key-needed': [401, '需要密钥:Authorization: Bearer KEY', 'A key is needed: Authorization: Bearer KEY'],
  'wrong-key': [401, '密钥不正确', 'The key is wrong'],
  'password-change-needed': [403, '请先修改密码', 'Change the password first'],
  'wrong-origin': [403, '请求不是由本系统的页面发出的', 'The request does not come from a page of this system'],
  'not-allowed': [403, '无权访问', 'You may not do this'],
  'whole-scope-needed': [403, '这类文件涉及全部地点,需要全部范围', 'Such a file is about all places: it needs a scope over all of them'],
  'is-verification-list': [422, '这像是一份协查名单,请在“协查核实”页导入', 'This looks like a verification list: import it on the page of lists'],
  'is-region-list': [422, '这像是一份重点地区名单,请在“重点地区”页导入', 'This looks like a region list: import it on the page of regions'],
  'unrecognised-file': [422, '没有认出表头,请选择这是什么文件', 'The header was not recognised: say what this file is'],
  'unknown-code': [404, '二维码无效，请联系居委会', 'This code is not valid; ask your committee'],
  'unknown-round': [404, '没有这一轮预约', 'There is no such round'],
  'outdated-code': [410, '二维码已更新，请扫描新的二维码', 'This code has been replaced; scan the new one'],
  'building-gone': [410, '这幢楼已拆除，不再登记和预约，请联系居委会', 'This building is no more and takes no registrations or bookings; ask your committee'],
  'place-gone': [410, '这个地址已不在系统中，请联系居委会', 'This address is no longer in the system; ask your committee'],
  'unknown-class-code': [404, '二维码或链接无效，请向班主任要新的', 'This code or link is not valid; ask the class teacher for the new one'],
  'outdated-class-code': [410, '班级二维码已更换，请向班主任要新的', "The class's code has been replaced; ask the class teacher for the new one"],
  'class-gone': [410, '这个班级已不在系统中，请向班主任要新的二维码', 'This class is no longer in the system; ask the class teacher for the new code'],
  'unknown-link': [404, '链接无效，请联系学校数据管理员', 'This link is not valid; ask the school data administrator'],
  'link-over': [410, '链接已过期或已停用，请联系学校数据管理员', 'This link is over or was taken back; ask the school data administrator'],
  'unknown-child': [404, '学号与姓名对不上，请核对后再试，或联系班主任', 'Number and name do not match; check them, or ask the class teacher'],
  'unknown-staff': [404, '工号与姓名对不上，请核对后再试，或联系学校', 'Number and name do not match; check them, or ask the school'],
  'unknown-check': [404, '没有这份晨检', 'There is no such check'],
  'unknown-class': [404, '没有这个班级', 'There is no such class'],
  'form-of-all': [403, '表单在所有学校或街道通用，须由负责全部范围的人员发布', 'A form is asked everywhere: only somebody whose scope is the whole tree publishes one'],
  'too-often': [429, '提交过于频繁，请过一会儿再试', 'Too many at once; try again in a while'],
  'not-found': [404, '没有这个地址', 'There is nothing at this address'],
  'unknown-feed': [404, '没有这个数据源', 'There is no such feed'],
  'unknown-kind': [404, '没有这种导入类型,可用:{kinds}', 'There is no such kind of import; known: {kinds}'],
  'unknown-place': [404, '没有这个地点', 'There is no such place'],
  'unknown-device': [404, '没有这台设备', 'There is no such device'],
  'unknown-target': [404, '没有这个催报通道', 'There is no such channel'],
  'bad-target': [422, '通道设置有误：{zh}', 'The channel cannot be set up: {en}'],
  'bad-steps': [422, '各步时间须依次递增，写作当天的分钟数', 'Steps must follow each other; give minutes of the day'],
  'unknown-alert': [404, '没有这条预警', 'There is no such alert'],
  'group-changed': [409, '其中未办结的预警现有 {count} 条,请核对后再确认', 'There are {count} open alerts in it now; look again, then confirm'],
  'group-beyond-scope': [403, '其中有您范围以外的预警,请由学校或教育局统一办结', 'Some of its alerts are beyond your scope; the school or the bureau can close it'],
  'bad-webhook': [400, '网址应以 https:// 或 http:// 开头,不含用户名和密码', 'The address must be https:// or http://, without a name or password in it'],
  'weak-secret': [400, '签名密钥至少 16 个字符', 'The signing secret has at least 16 characters'],
  'unknown-school': [404, '没有这所学校', 'There is no such school'],
  'unknown-report': [404, '没有这一天的日报,或其中没有这项指标', 'There is no report of that day, or no such figure in it'],
  'unknown-note': [404, '没有这条留言', 'There is no such note'],
  'unknown-form': [404, '没有这份表,或没有这一天的日报', 'There is no such form, or no report of that day'],
  'bad-form': [422, '{zh}', '{en}'],
  'bad-mapping': [422, '单元格 {cell} 不能这样填写', 'The cell {cell} cannot be filled that way'],
  'bad-time': [400, '时间应写作 HH:MM,如 11:00', 'Write the time as HH:MM, such as 11:00'],
  'unknown-layout': [404, '没有这个版本的地图数据', 'There is no such layout'],
  'unknown-account': [404, '没有这个账号', 'There is no such account'],
  'plan-changed': [409, '预览之后名册有了变化,或预览已过期,请重新预览', 'The rosters have changed since the preview, or it is too old: preview again'],
  'login-taken': [409, '已有这个账号', 'There is such a login already'],
  'last-administrator': [409, '至少要保留一个可用的系统管理员', 'At least one administrator must remain'],
  'unknown-person': [404, '没有这个人', 'There is no such person'],
  'unknown-list': [404, '没有这份名单', 'There is no such list'],
  'unknown-task': [404, '没有这项任务', 'There is no such task'],
  'rejects-expired': [404, '下载链接已失效', 'The link has expired'],
  'too-many-accounts': [413, '一次至多导入 {most} 个账号', 'At most {most} accounts at once'],
  'too-many-rows': [413, '一次至多 {most} 行,请分批发送', 'At most {most} rows at once; send them in batches'],
  'too-large': [413, '内容过大,上限为 {limit}', 'Too large; at most {limit}'],
  'not-encoded': [415, '不接受压缩的请求正文', 'Compressed request bodies are not accepted'],
  'not-multipart': [415, '应以 multipart/form-data 上传,文件字段名为 file', 'Send multipart/form-data with the field file'],
  'too-many-tries': [429, '错误的尝试过多,请稍后再试', 'Too many wrong tries; try again later'],
  'locked': [429, '失败次数过多,请在 {minutes} 分钟后再试', 'Too many failures; try again in {minutes} minutes'],
  'internal': [500, '服务器内部错误', 'Something went wrong inside the server'],
  'not-ready': [503, '系统正在启动,请稍后再试', 'The system is starting; try again later'],
  'disk-full': [503, '磁盘已满,未保存任何数据', 'The disk is full; nothing was kept'],
  'write-failed': [503, '无法写入数据,未保存任何数据', 'The log cannot be written; nothing was kept'],
  'busy-signing-in': [503, '同时登录的人过多,请稍后再试', 'Too many are signing in; try again in a moment'],
  'busy': [503, '正在处理的导入过多,请稍后再试', 'Too many imports at the moment; try again later'],
} as const satisfies Record<string, readonly [status: number, zh: string, en: string]>

export type ProblemCode = keyof typeof PROBLEMS

/** Thrown anywhere behind a route; the error handler words it for the reader. */
export class HttpProblem extends Error {
  readonly status: number
  constructor(readonly code: ProblemCode, readonly details: Record<string, string | number> = {}) {
    super(code)
    this.name = 'HttpProblem'
    this.status = PROBLEMS[code][0]
  }
}

/** The words of a problem in both languages. */
export function problemWording(code: ProblemCode, details: Record<string, string | number> = {}): Wording {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole))
  return { 'zh-CN': fill(PROBLEMS[code][1]), en: fill(PROBLEMS[code][2]) }
}

/** What goes over the wire. */
export function problemAnswer(problem: HttpProblem, locale: Locale): { code: string; reason: string } {
  return { code: problem.code, reason: problemWording(problem.code, problem.details)[locale] }
}
