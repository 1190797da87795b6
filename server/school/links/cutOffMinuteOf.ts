import type { DeskContext } from '../../desk/deskContext.ts'

/** 07:30. */
const USUAL_MINUTE = 450

/** Minute of the day up to which a campus's reports are on time. */
export function cutOffMinuteOf(_context: DeskContext, _campus: number): number {
  return USUAL_MINUTE
}
