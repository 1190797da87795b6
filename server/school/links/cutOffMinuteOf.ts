import type { DeskContext } from '../../desk/deskContext.ts'

/** Minute of the day up to which a campus's reports are on time, today. */
export function cutOffMinuteOf(context: Pick<DeskContext, 'known' | 'today'>, campus: number): number {
  return context.known().calendar.cutOffMinute(campus, context.today())
}
