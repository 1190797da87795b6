import { createHash } from 'node:crypto'
import type { NodeKind, PackDescription } from '../protocol/entities.ts'
import { BASEMAP_KINDS, encodeLayout, type Layout, SLOT_STOREYS } from '../protocol/layout.ts'
import { normalizeSchool } from '../merge/normalizeSchool.ts'
import { idOf } from '../merge/opaqueId.ts'
import { GrowingArray } from './growingArray.ts'
import { findPlaceAt } from './findPlaceAt.ts'
import { NO_STOREY, type Registers } from './registers.ts'
import { centreOfShape } from './centreOfShape.ts'

/** A storey of 3 m when the source gives no height. */
const STOREY_METRES = 3

/** A layout with what the server needs beside it: which node, slot and ancestors each building and unit has. */
export interface WorldLayout {
  layout: Layout
  bytes: Uint8Array
  hash: string
  rootNode: number
  firstPlace: number
  firstBuilding: number
  bureauNode: number
  firstCampus: number
  /** Per building: unit numbers `unitsStart[b] … [b + 1]` of `unitsByBuilding`. */
  unitsStart: Uint32Array
  unitsByBuilding: Uint32Array
  /** Per unit: its storey's slot, absolute. */
  unitSlot: Uint32Array
}

/** Builds the layout from the registers: nodes in a fixed order, slots per building, flat geometry, a hash of it all. */
export function buildLayout(registers: Registers, pack: PackDescription, options: { title: string; demo: boolean }): WorldLayout {
  const placeCount = registers.places.length
  const buildingCount = registers.buildings.length
  const campuses = registers.campuses
  const firstPlace = 1
  const firstBuilding = firstPlace + placeCount
  const bureauNode = firstBuilding + buildingCount
  const firstCampus = bureauNode + 1
  const nodeCount = firstCampus + campuses.length

  const nodes: { id: string; kind: NodeKind; name: string }[] = new Array(nodeCount)
  const parent = new Int32Array(nodeCount).fill(0)
  const lngLat = new Float64Array(nodeCount * 2).fill(NaN)
  const subdistricts = registers.places.flatMap((place, index) => (place.kind === 'subdistrict' ? [index] : []))
  const top = subdistricts.length === 1 ? subdistricts[0] : registers.places.findIndex((place) => place.parent < 0 && place.kind === 'district')
  const title = options.title || (top >= 0 ? registers.places[top].name : '')
  nodes[0] = { id: 'all', kind: 'district', name: title }
  parent[0] = -1
  const setCentre = (node: number, shape: number): void => {
    const centre = shape >= 0 ? centreOfShape(registers.geometry, shape) : null
    if (centre) lngLat.set(centre, node * 2)
  }
  registers.places.forEach((place, index) => {
    const node = firstPlace + index
    nodes[node] = { id: idOf('n', index), kind: place.kind, name: place.name }
    setCentre(node, place.shape)
  })
  registers.buildings.forEach((building, index) => {
    const node = firstBuilding + index
    nodes[node] = { id: idOf('b', index), kind: 'building', name: building.label }
    setCentre(node, building.shape)
  })
  const at = findPlaceAt(registers)
  // A committee's parent, a compound's committee and a building's compound: what was said, else where it stands.
  registers.places.forEach((place, index) => {
    if (place.parent >= 0) parent[firstPlace + index] = firstPlace + place.parent
    else if (place.kind === 'compound' || place.kind === 'committee') {
      const found = at(lngLat[(firstPlace + index) * 2], lngLat[(firstPlace + index) * 2 + 1], place.kind === 'compound' ? ['committee', 'subdistrict', 'district'] : ['subdistrict', 'district'])
      if (found >= 0) parent[firstPlace + index] = firstPlace + found
      else if (top >= 0 && top !== index && place.kind === 'compound') parent[firstPlace + index] = firstPlace + top
    }
  })
  registers.buildings.forEach((building, index) => {
    const node = firstBuilding + index
    if (building.place >= 0) {
      parent[node] = firstPlace + building.place
      // A compound without a boundary or a committee stands where its first building stands.
      const compound = firstPlace + building.place
      if (Number.isNaN(lngLat[compound * 2]) && !Number.isNaN(lngLat[node * 2])) {
        lngLat.set(lngLat.subarray(node * 2, node * 2 + 2), compound * 2)
        if (registers.places[building.place].parent < 0 && registers.places[building.place].kind === 'compound') {
          const found = at(lngLat[node * 2], lngLat[node * 2 + 1], ['committee', 'subdistrict', 'district'])
          if (found >= 0) parent[compound] = firstPlace + found
        }
      }
    } else {
      const found = at(lngLat[node * 2], lngLat[node * 2 + 1], ['compound', 'committee', 'subdistrict', 'district'])
      if (found >= 0) parent[node] = firstPlace + found
    }
  })
  nodes[bureauNode] = { id: 'bureau', kind: 'bureau', name: registers.bureauName }
  const schoolBuildings = new Map<string, number>()
  registers.buildings.forEach((building, index) => building.shape >= 0 && schoolBuildings.set(normalizeSchool(building.label), index))
  campuses.forEach((campus, index) => {
    const node = firstCampus + index
    nodes[node] = { id: idOf('c', index), kind: 'campus', name: campus.name }
    parent[node] = bureauNode
    const building = schoolBuildings.get(normalizeSchool(campus.name))
    if (!Number.isNaN(campus.lng)) lngLat.set([campus.lng, campus.lat], node * 2)
    else if (building !== undefined) lngLat.set(lngLat.subarray((firstBuilding + building) * 2, (firstBuilding + building) * 2 + 2), node * 2)
  })

  // Units by building, counting sort.
  const { unitCount } = registers
  const unitsStart = new Uint32Array(buildingCount + 1)
  for (let unit = 0; unit < unitCount; unit++) unitsStart[registers.unitBuilding.values[unit] + 1]++
  for (let b = 0; b < buildingCount; b++) unitsStart[b + 1] += unitsStart[b]
  const unitsByBuilding = new Uint32Array(unitCount)
  const next = unitsStart.slice()
  for (let unit = 0; unit < unitCount; unit++) unitsByBuilding[next[registers.unitBuilding.values[unit]]++] = unit

  const slotOffset = new Uint32Array(buildingCount + 1)
  const storeyCount = new Uint16Array(buildingCount)
  const heightMetres = new Float32Array(buildingCount)
  const unitsPerBuilding = new Uint32Array(buildingCount)
  const unitSlot = new Uint32Array(unitCount)
  for (let b = 0; b < buildingCount; b++) {
    const building = registers.buildings[b]
    const storeys = storeysOf(registers, unitsByBuilding, unitsStart[b], unitsStart[b + 1], building.levels)
    storeyCount[b] = storeys.drawn
    heightMetres[b] = building.heightMetres || storeys.drawn * STOREY_METRES
    unitsPerBuilding[b] = unitsStart[b + 1] - unitsStart[b]
    for (let i = unitsStart[b]; i < unitsStart[b + 1]; i++) {
      const unit = unitsByBuilding[i]
      unitSlot[unit] = slotOffset[b] + SLOT_STOREYS + storeys.rowOf.get(registers.unitStorey.values[unit])!
    }
    slotOffset[b + 1] = slotOffset[b] + SLOT_STOREYS + storeys.rows
  }

  const shapes = new ShapeWriter(registers)
  const footprintPolygon = shapes.write(registers.buildings.map((building) => building.shape))
  const boundaryPolygon = shapes.write([-1, ...registers.places.map((place) => place.shape)])
  const groundPolygon = shapes.write(registers.ground.map((ground) => ground.shape))
  const layout: Layout = {
    head: {
      layoutHash: '', title, demo: options.demo, attribution: registers.hasOpenStreetMap ? ['© OpenStreetMap contributors'] : [], pack, bounds: boundsOf(registers),
      firstBuilding, buildingCount, slotCount: slotOffset[buildingCount], nodes,
    },
    parent, lngLat, slotOffset, storeyCount, heightMetres, unitCount: unitsPerBuilding,
    footprintPolygon, polygonRing: shapes.polygonRing.used(), ringPoint: shapes.ringPoint.used(), points: shapes.points.used(),
    boundaryPolygon, groundKind: Uint8Array.from(registers.ground, (ground) => BASEMAP_KINDS.indexOf(ground.kind)), groundPolygon,
  }
  const hash = createHash('sha256').update(encodeLayout(layout)).digest('hex').slice(0, 24)
  layout.head.layoutHash = hash
  return { layout, bytes: encodeLayout(layout), hash, rootNode: 0, firstPlace, firstBuilding, bureauNode, firstCampus, unitsStart, unitsByBuilding, unitSlot }
}

/** Rows of storeys: those above ground from the lowest up, then basements from the highest down, then the odd row. */
function storeysOf(registers: Registers, unitsByBuilding: Uint32Array, from: number, to: number, levels: number): { drawn: number; rows: number; rowOf: Map<number, number> } {
  const seen = new Set<number>()
  for (let i = from; i < to; i++) seen.add(registers.unitStorey.values[unitsByBuilding[i]])
  const above = [...seen].filter((storey) => storey > 0).sort((a, b) => a - b)
  // Levels that no ledger room stands on: below the lowest (shops), as far as its number allows, the rest on top.
  const missing = Math.max(0, (levels || (above.length === 0 ? 1 : 0)) - above.length)
  const below = above.length === 0 ? missing : Math.min(missing, above[0] - 1)
  const rowOf = new Map<number, number>()
  above.forEach((storey, index) => rowOf.set(storey, below + index))
  const drawn = above.length + missing
  let rows = drawn
  for (const storey of [...seen].filter((number) => number <= 0 && number !== NO_STOREY).sort((a, b) => b - a)) rowOf.set(storey, rows++)
  if (seen.has(NO_STOREY)) rowOf.set(NO_STOREY, rows++)
  return { drawn, rows, rowOf }
}

class ShapeWriter {
  readonly polygonRing = new GrowingArray(Uint32Array)
  readonly ringPoint = new GrowingArray(Uint32Array)
  readonly points = new GrowingArray(Float64Array)
  private polygons = 0

  constructor(private readonly registers: Registers) {
    this.polygonRing.push(0)
    this.ringPoint.push(0)
  }

  /** Appends shapes (-1: none) and returns where each one's polygons start, with the end behind the last. */
  write(shapes: number[]): Uint32Array {
    const { geometry } = this.registers
    const starts = new Uint32Array(shapes.length + 1)
    starts[0] = this.polygons
    shapes.forEach((shape, index) => {
      if (shape >= 0) {
        const [firstPolygon, endPolygon] = geometry.polygonsOf(shape)
        for (let polygon = firstPolygon; polygon < endPolygon; polygon++) {
          const [firstRing, endRing] = geometry.ringsOf(polygon)
          for (let ring = firstRing; ring < endRing; ring++) {
            for (const value of geometry.pointsOf(ring)) this.points.push(value)
            this.ringPoint.push(this.points.length / 2)
          }
          this.polygonRing.push(this.ringPoint.length - 1)
          this.polygons++
        }
      }
      starts[index + 1] = this.polygons
    })
    return starts
  }
}

/** Of the sub-districts' or committees' boundaries when there are any (a district reaches far beyond), else of the buildings, else of the ground. */
function boundsOf(registers: Registers): [number, number, number, number] | null {
  const { geometry } = registers
  const near = registers.places.filter((place) => place.shape >= 0 && place.kind !== 'district')
  for (const shapes of [near, registers.buildings, registers.ground]) {
    const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const { shape } of shapes) {
      if (shape < 0) continue
      const [firstPolygon, endPolygon] = geometry.polygonsOf(shape)
      for (let ring = geometry.ringsOf(firstPolygon)[0]; ring < geometry.ringsOf(endPolygon)[0]; ring++) {
        const points = geometry.pointsOf(ring)
        for (let i = 0; i < points.length; i += 2) {
          if (points[i] < bounds[0]) bounds[0] = points[i]
          if (points[i] > bounds[2]) bounds[2] = points[i]
          if (points[i + 1] < bounds[1]) bounds[1] = points[i + 1]
          if (points[i + 1] > bounds[3]) bounds[3] = points[i + 1]
        }
      }
    }
    if (bounds[0] !== Infinity) return bounds
  }
  return null
}
