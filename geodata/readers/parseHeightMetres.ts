const METRES_PER_FOOT = 0.3048
/** Nothing on earth is higher than 828 m; more is a mistake in the unit. */
const HIGHEST_METRES = 1000

/**
 * Reads a height as maps write it: `12`, `12 m`, `12,5`, `12米`, `40'`, `40'6"`, `40 ft`; metres, or undefined when it
 * cannot be read. Unit rules: wiki.openstreetmap.org/wiki/Map_features/Units.
 */
export function parseHeightMetres(value: string): number | undefined {
  const text = value.normalize('NFKC').trim().toLowerCase().replace(/^[~≈约]\s*/, '').replace(',', '.')
  const feet = /^(\d+(?:\.\d+)?)\s*(?:'|′|’|ft|feet)(?:\s*(\d+(?:\.\d+)?)\s*(?:"|″|”|in|''))?$/.exec(text)
  const metres = feet
    ? (Number(feet[1]) + Number(feet[2] ?? 0) / 12) * METRES_PER_FOOT
    : Number(/^(\d+(?:\.\d+)?)\s*(?:m|米|公尺|metres?|meters?)?$/.exec(text)?.[1] ?? Number.NaN)
  if (!(metres > 0 && metres <= HIGHEST_METRES)) return undefined
  return Math.round(metres * 100) / 100
}
