import type { Layout } from '../../../../server/protocol/layout.ts'
import { type BuildingFixture, createLayout } from '../../../fixtures/createLayout.ts'

/** A town of 5.4 km for 200,000 buildings: all of them are in the picture, at a scale where storeys are drawn. */
const PITCH_METRES = 12
const STOREYS = 5
const METRES_PER_DEGREE = 111_320

/** Outlines in a unit square; corners per building as in a real city: half are rectangles, 6.4 on average (OSM Shanghai: median 4, mean 6.7). */
const RECTANGLE: [number, number][] = [[0, 0], [0.6, 0], [0.6, 0.5], [0, 0.5]]
const L_SHAPE: [number, number][] = [[0, 0], [0.6, 0], [0.6, 0.2], [0.2, 0.2], [0.2, 0.5], [0, 0.5]]
const U_SHAPE: [number, number][] = [[0, 0], [0.6, 0], [0.6, 0.5], [0.4, 0.5], [0.4, 0.2], [0.2, 0.2], [0.2, 0.5], [0, 0.5]]
/** A slab with bays: four of them, each of four corners, along one side. */
const BAYS: [number, number][] = [[0, 0], [0.68, 0], [0.68, 0.4], ...[3, 2, 1, 0].flatMap((i): [number, number][] => [[0.12 + i * 0.16, 0.4], [0.12 + i * 0.16, 0.5], [0.06 + i * 0.16, 0.5], [0.06 + i * 0.16, 0.4]]), [0, 0.4]]
const OUTLINES = [RECTANGLE, RECTANGLE, L_SHAPE, RECTANGLE, U_SHAPE, RECTANGLE, L_SHAPE, RECTANGLE, BAYS, RECTANGLE]

/** `count` buildings of five storeys on graph paper: seven slots each. */
export function createBenchTown(count: number): Layout {
  const columns = Math.ceil(Math.sqrt(count))
  const pitch = PITCH_METRES / METRES_PER_DEGREE
  const buildings: BuildingFixture[] = []
  for (let b = 0; b < count; b++) {
    const west = 121.5 + (b % columns) * pitch
    const south = 31.2 + Math.floor(b / columns) * pitch
    buildings.push({ committee: 0, storeys: STOREYS, heightMetres: STOREYS * 3, rings: [OUTLINES[b % OUTLINES.length].map(([x, y]) => [west + x * pitch, south + y * pitch])] })
  }
  return createLayout({ buildings })
}
