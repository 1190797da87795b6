/**
 * Which storey a point of a wall belongs to: `fraction` of the building's height (0 … 1), `count` drawn storeys.
 * The shader is given exactly this text, and a test evaluates it beside storeyAt.
 */
export const STOREY_FORMULA = 'max(min(floor(fraction * count), count - 1.0), 0.0)'

/** The same on the CPU: 0 = the lowest drawn storey. */
export function storeyAt(fraction: number, count: number): number {
  return Math.max(Math.min(Math.floor(fraction * count), count - 1), 0)
}
