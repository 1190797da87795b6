import type { Wording } from '../protocol/entities.ts'
import { type Permission, PERMISSIONS } from './permissions.ts'

/** A role: what it is called and what it may do. Data, so that a deployment can have others. */
export interface Role {
  key: string
  name: Wording
  permissions: readonly Permission[]
  /** Which trees its scope is chosen from. */
  trees: readonly ('places' | 'schools')[]
}

const HOUSEHOLD_WORK: readonly Permission[] = ['wall.read', 'units.read', 'people.show', 'people.call', 'units.report', 'units.release', 'tasks.answer', 'reports.read', 'export.masked']

/** The roles of the first day. */
export const ROLES: readonly Role[] = [
  { key: 'administrator', name: { 'zh-CN': '系统管理员', en: 'Administrator' }, permissions: PERMISSIONS, trees: ['places', 'schools'] },
  { key: 'street-officer', name: { 'zh-CN': '街道工作人员', en: 'Street officer' }, permissions: [...HOUSEHOLD_WORK, 'tasks.manage', 'reports.manage', 'regions.manage', 'rounds.manage', 'registers.import', 'export.clear'], trees: ['places'] },
  { key: 'committee-officer', name: { 'zh-CN': '居委工作人员', en: 'Committee officer' }, permissions: HOUSEHOLD_WORK, trees: ['places'] },
  { key: 'school-data-administrator', name: { 'zh-CN': '学校数据管理员', en: 'School data administrator' }, permissions: ['wall.read', 'pupils.read', 'people.show', 'people.call', 'export.masked', 'export.clear'], trees: ['schools'] },
  { key: 'grade-head', name: { 'zh-CN': '年级组长', en: 'Grade head' }, permissions: ['pupils.read', 'people.show', 'people.call'], trees: ['schools'] },
  { key: 'class-teacher', name: { 'zh-CN': '班主任', en: 'Class teacher' }, permissions: ['pupils.read', 'people.show', 'people.call'], trees: ['schools'] },
  { key: 'school-doctor', name: { 'zh-CN': '校医', en: 'School doctor' }, permissions: ['pupils.read', 'people.show', 'people.call'], trees: ['schools'] },
  { key: 'duty-teacher', name: { 'zh-CN': '值班教师', en: 'Duty teacher' }, permissions: ['pupils.read'], trees: ['schools'] },
  { key: 'viewer', name: { 'zh-CN': '查看者', en: 'Viewer' }, permissions: ['wall.read', 'units.read', 'reports.read'], trees: ['places', 'schools'] },
  { key: 'screen', name: { 'zh-CN': '大屏', en: 'Screen' }, permissions: ['wall.read'], trees: ['places'] },
]

/** The role of that key, or null: then its holder may do nothing. */
export const roleOf = (key: string): Role | null => ROLES.find((role) => role.key === key) ?? null
