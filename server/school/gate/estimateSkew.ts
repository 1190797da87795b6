/** Two readings of one clock differ by the network only; more, and somebody has set it. */
const JITTER_MS = 5_000
/** Nobody's clock is right to the second, and none need be. */
const GOOD_ENOUGH_MS = 2_000

/**
 * What a device's clock is ahead of ours (ms; behind: negative), from what it says with what it has just sent. A slow line
 * makes every device look behind, never ahead, so of several sightings of one clock the most forward is the nearest.
 */
export function estimateSkew(previousMs: number | null, deviceClock: number, receivedAt: number): number {
  const seen = deviceClock - receivedAt
  return previousMs !== null && Math.abs(seen - previousMs) <= JITTER_MS ? Math.max(seen, previousMs) : seen
}

/** The instant by our clock at which a device measured, epoch ms; as it said while its clock is unknown or near enough. */
export const correctInstant = (measuredAt: number, skewMs: number | null): number =>
  skewMs === null || Math.abs(skewMs) <= GOOD_ENOUGH_MS ? measuredAt : measuredAt - skewMs
