import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildGeometry, INDICES_PER_WALL } from '../../../../web/map/layers/buildings/buildGeometry.ts'
import { commonX, commonY } from '../../../../web/map/toCommon.ts'
import { createGridLayout } from '../../../fixtures/createGridLayout.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'

type Ring = [number, number][]
const at = (x: number, y: number): [number, number] => [121.5 + x / 1e5, 31.2 + y / 1e5]
const building = (...rings: Ring[]) => ({ committee: 0, rings, storeys: 6, heightMetres: 18.5 })
const SQUARE: Ring = [at(0, 0), at(10, 0), at(10, 10), at(0, 10)]
const L_SHAPE: Ring = [at(0, 0), at(10, 0), at(10, 4), at(4, 4), at(4, 10), at(0, 10)]

function read(layout: ReturnType<typeof createLayout>) {
  const geometry = buildGeometry(layout)
  const positions = new Float32Array(geometry.vertices.buffer)
  const vertex = (i: number) => ({ x: positions[i * 4], y: positions[i * 4 + 1], building: geometry.vertices[i * 4 + 2], top: geometry.vertices[i * 4 + 3] & 1, shade: (geometry.vertices[i * 4 + 3] >>> 1) & 255, wayMetres: (geometry.vertices[i * 4 + 3] >>> 9) / 100 })
  let roofArea = 0
  for (let i = 0; i < geometry.roofIndices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => vertex(geometry.roofIndices[i + k]))
    expect([a.top, b.top, c.top]).toEqual([1, 1, 1])
    const area = ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2
    expect(area).toBeGreaterThanOrEqual(0)
    roofArea += area
  }
  const walls = Array.from({ length: geometry.wallIndices.length / INDICES_PER_WALL }, (_, wall) => {
    const [foot, farFoot, top, farFootAgain, farTop, topAgain] = Array.from({ length: 6 }, (__, k) => vertex(geometry.wallIndices[wall * INDICES_PER_WALL + k]))
    expect([foot.top, farFoot.top, top.top, farTop.top]).toEqual([0, 0, 1, 1])
    expect([farFootAgain, topAgain]).toEqual([farFoot, top])
    expect([top.x, top.y, farTop.x, farTop.y]).toEqual([foot.x, foot.y, farFoot.x, farFoot.y])
    return { start: top, end: farTop }
  })
  return { geometry, vertex, roofArea, walls }
}

/** Area in common units that a footprint covers, holes taken out. */
function coveredArea(rings: Ring[]): number {
  return rings.reduce((sum, ring, r) => {
    let area = 0
    ring.forEach(([lng, lat], i) => {
      const [nextLng, nextLat] = ring[(i + 1) % ring.length]
      area += commonX(lng) * commonY(nextLat) - commonX(nextLng) * commonY(lat)
    })
    return sum + (r === 0 ? 1 : -1) * Math.abs(area / 2)
  }, 0)
}

describe('buildGeometry', () => {
  it('gives a rectangle four walls and two roof triangles', () => {
    const { walls, geometry } = read(createLayout({ buildings: [building(SQUARE)] }))
    expect(walls).toHaveLength(4)
    expect(geometry.roofIndices).toHaveLength(6)
    // Five corners, the first one twice, of two vertices each.
    expect(geometry.vertices).toHaveLength(5 * 2 * 4)
  })

  it('gives walls to both sides of a courtyard and leaves it open above', () => {
    const hole: Ring = [at(3, 3), at(6, 3), at(6, 6), at(3, 6)]
    const { walls, roofArea } = read(createLayout({ buildings: [building(SQUARE, hole)] }))
    expect(walls).toHaveLength(8)
    expect(roofArea / coveredArea([SQUARE, hole])).toBeCloseTo(1, 3)
  })

  it.each([['rectangle', [SQUARE]], ['concave', [L_SHAPE]], ['clockwise', [[...SQUARE].reverse()]], ['concave and clockwise', [[...L_SHAPE].reverse()]]] as [string, Ring[]][])(
    'covers exactly the footprint and turns every wall outwards: %s', (_name, rings) => {
      const { roofArea, walls } = read(createLayout({ buildings: [building(...rings)] }))
      expect(roofArea / coveredArea(rings)).toBeCloseTo(1, 3)
      // Outer rings run counter-clockwise: summed over the walls, twice the area.
      const turned = walls.reduce((sum, { start, end }) => sum + start.x * end.y - end.x * start.y, 0)
      expect(turned / 2 / coveredArea(rings)).toBeCloseTo(1, 3)
    })

  it('draws a star by triangulation, since turning left everywhere does not make it convex', () => {
    const star: Ring = Array.from({ length: 10 }, (_, i) => {
      const angle = (i / 10) * 2 * Math.PI
      return at(Math.cos(angle) * (i % 2 ? 4 : 10), Math.sin(angle) * (i % 2 ? 4 : 10))
    })
    const { roofArea } = read(createLayout({ buildings: [building(star)] }))
    expect(roofArea / coveredArea([star])).toBeCloseTo(1, 3)
  })

  it('covers any simple polygon around a point', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 2, max: 30 }), { minLength: 3, maxLength: 12 }), (radii) => {
      const ring: Ring = radii.map((radius, i) => at(Math.cos((i / radii.length) * 2 * Math.PI) * radius, Math.sin((i / radii.length) * 2 * Math.PI) * radius))
      const { roofArea, walls } = read(createLayout({ buildings: [building(ring)] }))
      expect(roofArea / coveredArea([ring])).toBeCloseTo(1, 2)
      expect(walls).toHaveLength(radii.length)
    }), { numRuns: 50 })
  })

  it('keeps millimetres: offsets are relative to the middle of the town', () => {
    const layout = createGridLayout(400)
    const { geometry, vertex } = read(layout)
    const metresPerUnit = 1 / geometry.commonPerMetre
    for (let i = 0; i < 4; i++) {
      expect(Math.abs(geometry.origin[0] + vertex(i * 2).x - commonX(layout.points[i * 2])) * metresPerUnit).toBeLessThan(0.002)
      expect(Math.abs(geometry.origin[1] + vertex(i * 2).y - commonY(layout.points[i * 2 + 1])) * metresPerUnit).toBeLessThan(0.002)
    }
  })

  it('tells of each building where its slots start, its storeys and its height', () => {
    const layout = createLayout({ committees: [{ name: '一', rings: [SQUARE] }], buildings: [building(SQUARE), { ...building(L_SHAPE), storeys: 33, heightMetres: 99 }] })
    const { table } = buildGeometry(layout)
    expect([...table.slice(0, 8)]).toEqual([0, 6, 1850, 0, 8, 33, 9900, 0])
  })

  it('stands up what has no height, and draws nothing of what has no area', () => {
    const layout = createLayout({ buildings: [{ ...building([at(0, 0), at(1, 1)]), heightMetres: NaN }] })
    const { geometry } = read(layout)
    expect(geometry.wallIndices).toHaveLength(0)
    expect(geometry.roofIndices).toHaveLength(0)
    expect(geometry.table[2]).toBe(300)
  })

  it('measures the way along a ring in metres, round to where it closes', () => {
    const { walls } = read(createLayout({ buildings: [building(SQUARE)] }))
    expect(walls[0].start.wayMetres).toBe(0)
    walls.slice(1).forEach((wall, i) => expect(wall.start.wayMetres).toBe(walls[i].end.wayMetres))
    // 10e-5 degrees: 9.5 m east to west and 11.1 m south to north at this latitude.
    expect(walls[3].end.wayMetres).toBeCloseTo(41.3, 0)
  })

  it('lights the walls to the south-west most and those to the north least', () => {
    const [south, east, north, west] = read(createLayout({ buildings: [building(SQUARE)] })).walls.map(({ start }) => start.shade)
    expect(Math.max(east, north, west)).toBeLessThan(south)
    expect(north).toBeLessThan(west)
    expect(Math.min(south, east, north, west)).toBeGreaterThan(100)
  })

  it('builds an empty system', () => {
    expect(buildGeometry(createLayout()).wallIndices).toHaveLength(0)
  })
})
