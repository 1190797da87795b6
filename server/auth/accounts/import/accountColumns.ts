import { foldText } from '../../../merge/address/foldText.ts'
import type { Wording } from '../../../protocol/entities.ts'

export type AccountColumn = 'login' | 'name' | 'role' | 'scope' | 'grade' | 'class' | 'ignored'

/** Headers of lists of accounts, as they are written; to understand a new one add it here. */
const SPELLINGS: Record<AccountColumn, readonly string[]> = {
  login: ['账号', '帐号', '登录名', '登录账号', '登录帐号', '用户名', '账户', '工号', 'login', 'user', 'username', 'account', 'userid'],
  name: ['姓名', '名字', '人员姓名', '使用人', '真实姓名', 'name', 'fullname'],
  role: ['角色', '岗位', '职务', '职责', '权限', '身份', '人员类别', 'role', 'position'],
  scope: [
    '范围', '管辖范围', '负责范围', '权限范围', '数据范围', '居委', '居委会', '所属居委', '居委名称', '社区', '小区', '负责小区', '学校', '学校名称', '校区', '所属学校', '单位',
    'scope', 'area', 'committee', 'places', 'place', 'school', 'campus',
  ],
  grade: ['年级', 'grade'],
  class: ['班级', '班', '任教班级', 'class'],
  ignored: ['序号', '编号', '备注', '电话', '手机', '手机号', '联系电话', 'no', 'note', 'phone'],
}

/** What every list needs, by the name that is told when it is missing. */
export const ACCOUNT_NEEDS: readonly { column: AccountColumn; name: Wording }[] = [
  { column: 'login', name: { 'zh-CN': '账号', en: 'login' } },
  { column: 'name', name: { 'zh-CN': '姓名', en: 'name' } },
  { column: 'role', name: { 'zh-CN': '角色', en: 'role' } },
]

const fold = (header: string): string => foldText(header).toLowerCase().replace(/\([^()]*\)/g, '').replace(/[\s*※:_-]+/g, '')

const MEANINGS = new Map(Object.entries(SPELLINGS).flatMap(([column, spellings]) => spellings.map((spelling) => [fold(spelling), column as AccountColumn] as const)))

/** What a header cell means, or null. Notes in brackets and marks of obligation are passed over. */
export const accountColumn = (header: string): AccountColumn | null => MEANINGS.get(fold(header)) ?? null
