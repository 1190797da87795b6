import type { BasemapRow } from '../../server/feeds/rows.ts'
import type { Site } from './buildSites.ts'
import { createRandom } from './createRandom.ts'
import type { Ground } from './layOutGround.ts'
import { HALF_WIDTH_METRES } from './roads.ts'
import { CREEK_NAME, RIVER_NAME, ROAD_STEMS } from './nameTables.ts'
import { insetRing } from './plane/insetRing.ts'
import { isInside } from './plane/isInside.ts'
import { offsetCurve } from './plane/offsetCurve.ts'
import type { Point, Ring } from './plane/Point.ts'
import { roundCorners } from './plane/roundCorners.ts'
import { toLngLat } from './plane/toLngLat.ts'
import { toPolygon } from './plane/toPolygon.ts'

const KERB_RADIUS_METRES = 11

/** What the map draws under the buildings; the neighbours' blocks are there, empty, so that the town does not float. */
export function createBasemap(ground: Ground, sites: readonly Site[], seed: number): BasemapRow[] {
  const random = createRandom(seed, 'basemap')
  const rows: BasemapRow[] = []
  const counts = new Map<string, number>()
  const area = (kind: BasemapRow['kind'], ring: Ring, name?: string): void => {
    rows.push({ sourceId: idOf(kind), kind, ...(name === undefined ? {} : { name }), polygons: [toPolygon([ring])] })
  }
  const line = (kind: BasemapRow['kind'], points: readonly Point[], name?: string): void => {
    rows.push({ sourceId: idOf(kind), kind, ...(name ? { name } : {}), lines: [points.map(toLngLat)] })
  }
  const idOf = (kind: string): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    return `town/${kind}/${counts.get(kind)}`
  }
  area('water', ground.river, RIVER_NAME)
  area('water', creekRing(ground.creek), CREEK_NAME)
  for (const face of ground.surroundings) {
    const kinds = ground.plan.kindsOf(face)
    const kerb = insetRing(ground.plan.ringOf(face), (edge) => HALF_WIDTH_METRES[kinds[edge]])
    if (kerb !== null) area('block', roundCorners(kerb, KERB_RADIUS_METRES))
  }
  for (const site of sites) {
    if (site.use !== 'park' && site.use !== 'embankment') area('block', roundCorners(site.kerb, KERB_RADIUS_METRES))
  }
  for (const site of sites) for (const green of site.greens) area(green.kind, green.ring)
  for (const site of sites) for (const path of site.paths) line('path', path)
  line('path', promenadeOf(ground), '滨江步道')
  const stems = random.shuffle(ROAD_STEMS.slice())
  for (const road of ground.roads) {
    const long = road.kind === 'minor' && road.name === '' && lengthOf(road.line) > 260
    const name = road.name !== '' ? road.name : long && stems.length > 0 ? `${stems.pop()!}路` : ''
    line(road.kind === 'major' ? 'road-major' : 'road-minor', road.line, name)
  }
  line('rail', ground.rail)
  return rows
}

/** Along our bank, 14 m from the water. */
function promenadeOf(ground: Ground): Point[] {
  return offsetCurve(ground.bank, -14).filter((point) => isInside(point, ground.outline))
}

/** 20 to 26 m wide, wider where it meets the river. */
function creekRing(creek: readonly Point[]): Ring {
  const half = (at: number): number => 10.5 + 1.6 * Math.sin(at * 0.9) + Math.max(0, 5 - at) * 3
  return [...offsetCurve(creek, half), ...offsetCurve(creek, (at) => -half(at)).reverse()]
}

function lengthOf(line: readonly Point[]): number {
  let length = 0
  for (let at = 1; at < line.length; at++) length += Math.hypot(line[at][0] - line[at - 1][0], line[at][1] - line[at - 1][1])
  return length
}
