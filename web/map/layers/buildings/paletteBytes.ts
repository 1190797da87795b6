import type { StatusDescription } from '../../../../server/protocol/entities.ts'
import { MAP_COLORS } from '../../mapColors.ts'

export const PALETTE_SIZE = 256
/** Order is the shader's. */
const HATCHES = ['none', 'diagonal', 'cross', 'dots', 'horizontal', 'vertical'] as const

/**
 * The palette as two rows of 256 RGBA texels, one column per status byte: colour and hatch number; severity rank, loud, 0, 0.
 * Bytes without a status get the quiet neutral; no colour is known by name here.
 */
export function paletteBytes(statuses: StatusDescription[]): Uint8Array {
  const bytes = new Uint8Array(PALETTE_SIZE * 2 * 4)
  const ranks = [...new Set(statuses.map((status) => status.severity))].sort((a, b) => a - b)
  for (let code = 0; code < PALETTE_SIZE; code++) {
    const status = statuses[code]
    bytes.set(parseColor(status?.colorOnDark ?? MAP_COLORS.buildingWithoutStatus), code * 4)
    bytes[code * 4 + 3] = status ? Math.max(0, HATCHES.indexOf(status.hatch)) : 0
    const second = (PALETTE_SIZE + code) * 4
    // Rank 0 is "no status", so that any real one wins over it.
    bytes[second] = status ? ranks.indexOf(status.severity) + 1 : 0
    bytes[second + 1] = status?.loud ? 1 : 0
  }
  return bytes
}

/** `#rrggbb` → three bytes; anything else is a mistake in the pack. */
export function parseColor(color: string): [number, number, number] {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!match) throw new TypeError(`not a #rrggbb colour: ${color}`)
  return [parseInt(match[1], 16), parseInt(match[2], 16), parseInt(match[3], 16)]
}
