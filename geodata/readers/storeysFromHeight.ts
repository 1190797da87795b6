/** Floor to floor of ordinary Chinese housing is 2.8–3.0 m; the rest is the ground floor and the roof. */
const METRES_PER_STOREY = 3

/**
 * Storeys above ground of a building of which only the height in metres is known: 3 m a storey, rounded to the nearest,
 * at least 1 (also for a height that is zero, negative or not a number).
 */
export function storeysFromHeight(heightMetres: number): number {
  if (!Number.isFinite(heightMetres)) return 1
  return Math.max(1, Math.round(heightMetres / METRES_PER_STOREY))
}
