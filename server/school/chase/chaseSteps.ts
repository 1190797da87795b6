import type { Wording } from '../../protocol/entities.ts'

/** Who is told at a step, and so which part of a school one message is about. */
export type ChaseScope = 'class' | 'grade' | 'campus' | 'district'

export interface ChaseStep {
  key: string
  name: Wording
  /** Who is told of those who work at a campus; absent: nobody. */
  staffName?: Wording
  scope: ChaseScope
  /** Minute of the day. */
  minute: number
}

const ADMINISTRATOR: Wording = { 'zh-CN': '学校数据管理员', en: 'School data administrator' }

/** From the parents' group to the bureau: each step is told only of what the one before has not moved. */
export const CHASE_STEPS: readonly ChaseStep[] = [
  { key: 'parent', name: { 'zh-CN': '家长群', en: 'Parents' }, staffName: { 'zh-CN': '教职工群', en: 'Staff group' }, scope: 'class', minute: 430 },
  { key: 'class-teacher', name: { 'zh-CN': '班主任', en: 'Class teacher' }, staffName: { 'zh-CN': '教职工负责人', en: 'Head of staff' }, scope: 'class', minute: 440 },
  { key: 'grade-head', name: { 'zh-CN': '年级组长', en: 'Grade head' }, scope: 'grade', minute: 450 },
  { key: 'data-administrator', name: ADMINISTRATOR, staffName: ADMINISTRATOR, scope: 'campus', minute: 460 },
  { key: 'bureau', name: { 'zh-CN': '教育局', en: 'Bureau' }, scope: 'district', minute: 480 },
]

/** Minutes by step, as somebody set them; null when they are none, or not in the order of the steps. */
export function readStepMinutes(value: unknown): Record<string, number> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const given = value as Record<string, unknown>
  if (Object.keys(given).some((key) => !CHASE_STEPS.some((step) => step.key === key))) return null
  const minutes: Record<string, number> = {}
  let before = -1
  for (const step of CHASE_STEPS) {
    const minute = given[step.key] ?? step.minute
    if (!Number.isSafeInteger(minute) || (minute as number) <= before || (minute as number) >= 1440) return null
    minutes[step.key] = before = minute as number
  }
  return minutes
}

/** The steps with the minutes that somebody set. */
export const stepsWith = (minutes: Record<string, number> | null): ChaseStep[] => CHASE_STEPS.map((step) => ({ ...step, minute: minutes?.[step.key] ?? step.minute }))
