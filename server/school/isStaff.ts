import { STAFF_CLASS } from '../protocol/school.ts'
import type { Registers } from '../world/registers.ts'

/** Whether somebody works at the campus, or did last, and is no pupil there. */
export const isStaff = ({ studentClass, texts }: Registers, student: number): boolean => student >= 0 && student < studentClass.length && texts.textOf(studentClass.values[student]) === STAFF_CLASS
