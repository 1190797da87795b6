/** Coarser than this many metres a pixel, towns are drawn flat: a storey would be a fifth of a pixel. */
const FLAT_FROM = 9
/** Finer than this, at full height; in between buildings rise. */
const FULL_UNTIL = 6

/** How much of their height buildings show at a scale: 0 = flat footprints in their flat status, 1 = all. */
export function heightScale(metresPerPixel: number): number {
  if (!(metresPerPixel < FLAT_FROM)) return 0
  const t = Math.min(1, (FLAT_FROM - metresPerPixel) / (FLAT_FROM - FULL_UNTIL))
  return t * t * (3 - 2 * t)
}

/** Seen so that 1,080 lines of the picture span less than this many times 1,080 metres, a roof is read on its own. */
const NEAR_UNTIL = 1.3

/** Whether roofs are near enough to tell the worst below them; in parts of the picture, so that it is the same on any wall. */
export function isNear(metresPerPixel: number, viewportHeight: number): boolean {
  return (metresPerPixel * viewportHeight) / 1080 < NEAR_UNTIL
}
