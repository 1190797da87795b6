import type { Wording } from '../../../protocol/entities.ts'

/** Why a row of a list of accounts is not taken. */
export const ACCOUNT_PROBLEMS = {
  missing: { 'zh-CN': '没有填写', en: 'is empty' },
  'bad-login': { 'zh-CN': '应为 2–64 个字母、数字、汉字或 . _ - @', en: 'must be 2 to 64 letters, digits or . _ - @' },
  twice: { 'zh-CN': '在表中出现了两次', en: 'stands twice in the list' },
  'too-long': { 'zh-CN': '过长', en: 'is too long' },
  'unknown-role': { 'zh-CN': '没有这个角色', en: 'is no role' },
  'unknown-node': { 'zh-CN': '中有不认识的居委、小区、学校或班级', en: 'names a committee, compound, school or class that is not known' },
  'ambiguous-node': { 'zh-CN': '中的名称对应多处,请写得更确切', en: 'names something that there are several of' },
  'last-administrator': { 'zh-CN': '至少要保留一个可用的系统管理员', en: 'would leave no administrator' },
} as const satisfies Record<string, Wording>

export type AccountProblemCode = keyof typeof ACCOUNT_PROBLEMS

/** What a column is called in a sentence. */
export const ACCOUNT_COLUMN_NAMES: Record<string, Wording> = {
  login: { 'zh-CN': '账号', en: 'Login' }, name: { 'zh-CN': '姓名', en: 'Name' }, role: { 'zh-CN': '角色', en: 'Role' }, scope: { 'zh-CN': '范围', en: 'Scope' },
}
