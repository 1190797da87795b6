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
