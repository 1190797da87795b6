import type { Wording } from '../protocol/entities.ts'
import { type Permission, PERMISSIONS } from './permissions.ts'

/** A role: what it is called and what it may do. Data: a deployment has others by a file (readRoles.ts). */
export interface Role {
  key: string
  name: Wording
  /** Other words for it in lists of accounts. */
  aliases: readonly string[]
  permissions: readonly Permission[]
  /** Which trees its scope is chosen from. */
  trees: readonly ('places' | 'schools')[]
}

const HOUSEHOLD_WORK: readonly Permission[] = ['wall.read', 'units.read', 'people.show', 'people.call', 'units.report', 'units.release', 'tasks.answer', 'reports.read', 'export.masked']

/** Whoever answers for pupils of a school. */
const PUPIL_WORK: readonly Permission[] = ['pupils.read', 'pupils.report', 'people.show', 'people.call', 'alerts.work']
/** Whoever keeps a school's data, or those of all schools of a bureau. */
const SCHOOL_DATA: readonly Permission[] = ['wall.read', ...PUPIL_WORK, 'rosters.manage', 'school.manage', 'gate.work', 'alerts.pass-on', 'export.masked', 'export.clear']

/** The roles of the first day. */
export const ROLES: readonly Role[] = [
  { key: 'administrator', name: { 'zh-CN': '系统管理员', en: 'Administrator' }, aliases: ['管理员', '超级管理员', 'admin'], permissions: PERMISSIONS, trees: ['places', 'schools'] },
  { key: 'street-officer', name: { 'zh-CN': '街道工作人员', en: 'Street officer' }, aliases: ['街道', '街道干部', '街道人员', '街道管理员'], permissions: [...HOUSEHOLD_WORK, 'tasks.manage', 'reports.manage', 'regions.manage', 'rounds.manage', 'registers.import', 'export.clear'], trees: ['places'] },
  { key: 'committee-officer', name: { 'zh-CN': '居委工作人员', en: 'Committee officer' }, aliases: ['居委', '居委会', '居委干部', '居委会工作人员', '居委人员', '社区工作者', '社工'], permissions: HOUSEHOLD_WORK, trees: ['places'] },
  { key: 'bureau-officer', name: { 'zh-CN': '教育局工作人员', en: 'Education bureau officer' }, aliases: ['教育局', '教育局人员', '教育局干部', '区教育局'], permissions: SCHOOL_DATA, trees: ['schools'] },
  { key: 'school-data-administrator', name: { 'zh-CN': '学校数据管理员', en: 'School data administrator' }, aliases: ['学校管理员', '数据管理员', '学校数据员', '信息员'], permissions: SCHOOL_DATA, trees: ['schools'] },
  { key: 'grade-head', name: { 'zh-CN': '年级组长', en: 'Grade head' }, aliases: ['年级长', '年级主任'], permissions: PUPIL_WORK, trees: ['schools'] },
  { key: 'class-teacher', name: { 'zh-CN': '班主任', en: 'Class teacher' }, aliases: ['班级老师', '班级教师', '辅导员'], permissions: PUPIL_WORK, trees: ['schools'] },
  { key: 'school-doctor', name: { 'zh-CN': '校医', en: 'School doctor' }, aliases: ['卫生老师', '保健老师', '卫生员'], permissions: [...PUPIL_WORK, 'alerts.pass-on'], trees: ['schools'] },
  { key: 'duty-teacher', name: { 'zh-CN': '值班教师', en: 'Duty teacher' }, aliases: ['值班老师', '值日教师', '值日老师'], permissions: ['pupils.read', 'gate.work', 'alerts.work'], trees: ['schools'] },
  { key: 'viewer', name: { 'zh-CN': '查看者', en: 'Viewer' }, aliases: ['查看', '只读', '查看人员'], permissions: ['wall.read', 'units.read', 'reports.read'], trees: ['places', 'schools'] },
  { key: 'screen', name: { 'zh-CN': '大屏', en: 'Screen' }, aliases: ['屏幕', '展示屏'], permissions: ['wall.read'], trees: ['places'] },
]

let inForce: readonly Role[] = ROLES

/** The roles in force: those of the first day, unless this deployment has its own. */
export const rolesInForce = (): readonly Role[] => inForce

/** Once, before the store is opened. */
export function putRolesInForce(roles: readonly Role[]): void {
  inForce = roles
}

/** The role of that key, or null: then its holder may do nothing. */
export const roleOf = (key: string): Role | null => inForce.find((role) => role.key === key) ?? null

const spelt = (text: string): string => text.normalize('NFKC').replace(/[\s_-]+/g, '').toLowerCase()

/** Everything that a list of accounts may call it, spelt alike. */
export const namesOf = (role: Role): string[] => [role.key, role.name['zh-CN'], role.name.en, ...role.aliases].map(spelt)

/** The role that a list of accounts means, by its name in either language, its key or another word for it; null: none. */
export function roleNamed(text: string): Role | null {
  const asked = spelt(text)
  return inForce.find((role) => namesOf(role).includes(asked)) ?? null
}
