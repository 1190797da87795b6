import type { StatusDescription } from '../../../../server/protocol/entities.ts'
import type { Layout } from '../../../../server/protocol/layout.ts'
import { commonX, commonY } from '../../toCommon.ts'
import { parseColor } from '../buildings/paletteBytes.ts'
import type { Pulse } from './choosePulses.ts'

/** A change is told once, for under a second. */
export const PULSE_SECONDS = 0.9
/** One instance: centre x, y (offset in common units), radius (metres), start (seconds) as f32, colour as four bytes. */
export const PULSE_BYTES = 20

/** Pulses as the layer's instances, all starting at `startSeconds`; the colours are the statuses' own. */
export function pulseBytes(layout: Layout, origin: [number, number], statuses: StatusDescription[], pulses: Pulse[], startSeconds: number): Uint8Array {
  const bytes = new Uint8Array(pulses.length * PULSE_BYTES)
  const floats = new Float32Array(bytes.buffer)
  pulses.forEach(({ building, status }, i) => {
    const { center, radiusMetres } = footprintCircle(layout, building)
    floats.set([commonX(center[0]) - origin[0], commonY(center[1]) - origin[1], radiusMetres, startSeconds], i * (PULSE_BYTES / 4))
    bytes.set([...parseColor(statuses[status].colorOnDark), 255], i * PULSE_BYTES + 16)
  })
  return bytes
}

/** Earlier pulses, `laterSeconds` after their clock's zero, together with new ones whose clock starts now. */
export function joinPulses(earlier: Uint8Array, laterSeconds: number, added: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(earlier.length + added.length)
  joined.set(earlier)
  joined.set(added, earlier.length)
  const floats = new Float32Array(joined.buffer)
  for (let i = 3; i < earlier.length / 4; i += PULSE_BYTES / 4) floats[i] -= laterSeconds
  return joined
}

/** The circle around a footprint's bounding box: centre as longitude, latitude. */
export function footprintCircle(layout: Layout, building: number): { center: [number, number]; radiusMetres: number } {
  const start = layout.ringPoint[layout.polygonRing[layout.footprintPolygon[building]]]
  const end = layout.ringPoint[layout.polygonRing[layout.footprintPolygon[building + 1]]]
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = start; i < end; i++) {
    west = Math.min(west, layout.points[i * 2])
    east = Math.max(east, layout.points[i * 2])
    south = Math.min(south, layout.points[i * 2 + 1])
    north = Math.max(north, layout.points[i * 2 + 1])
  }
  const metresPerDegree = 111_320
  const lat = (south + north) / 2
  const radiusMetres = Math.hypot((east - west) * Math.cos((lat * Math.PI) / 180), north - south) * metresPerDegree / 2
  return { center: [(west + east) / 2, lat], radiusMetres }
}
