/** School mornings during which a gate must be heard of, minutes of the day: from the first children to the last late ones. */
const MORNING = { from: 6 * 60 + 30, to: 9 * 60 } as const

export interface MorningMoment { now: number; minuteOfDay: number; isSchoolDay: boolean; silentAfterMinutes: number }

/**
 * Since when (epoch ms) a device is silent though it is a school morning; null: it is not. One that was never heard of is
 * silent since it was registered. Before the morning has lasted that long nothing is missed: terminals sleep at night.
 */
export function silentSince(device: { last_seen_at: number; made_at: number; disabled: number }, { now, minuteOfDay, isSchoolDay, silentAfterMinutes }: MorningMoment): number | null {
  if (device.disabled !== 0 || !isSchoolDay || minuteOfDay < MORNING.from + silentAfterMinutes || minuteOfDay >= MORNING.to) return null
  const last = device.last_seen_at || device.made_at
  return now - last > silentAfterMinutes * 60_000 ? last : null
}
