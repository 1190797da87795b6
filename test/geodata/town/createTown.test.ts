import { createHash } from 'node:crypto'
import Flatbush from 'flatbush'
import { describe, expect, it } from 'vitest'
import { IMPOSSIBLE_AREA, IMPOSSIBLE_PHONE_PREFIX } from '../../../geodata/town/createIdentitySource.ts'
import { identityCheckDigit } from '../../../geodata/town/identityCheckDigit.ts'
import { createTown, DEMO_SEED, type Town } from '../../../geodata/town/createTown.ts'
import { isInside } from '../../../geodata/town/plane/isInside.ts'
import type { Point } from '../../../geodata/town/plane/Point.ts'
import { ringArea } from '../../../geodata/town/plane/ringArea.ts'
import { ringExtent } from '../../../geodata/town/plane/ringExtent.ts'
import { ringIsWithin } from '../../../geodata/town/plane/ringIsWithin.ts'
import { segmentsCross } from '../../../geodata/town/plane/segmentsCross.ts'
import { STAFF_CLASS } from '../../../server/protocol/school.ts'

const baseDay = '2020-03-16'
const town = createTown({ seed: DEMO_SEED, baseDay })

/** Back to metres, open rings: the tests judge what is delivered, not what was planned. */
const toMetres = (ring: [number, number][]): Point[] =>
  ring.slice(0, -1).map(([lng, lat]): Point => [(lng - 121.49) * 95_333, (lat - 31.18) * 110_870])
const outer = (row: { polygons: [number, number][][][] }): Point[] => toMetres(row.polygons[0][0])
const committees = town.boundaries.filter((row) => row.kind === 'committee')
const subdistrict = town.boundaries.find((row) => row.kind === 'subdistrict')!
const hash = (value: Town): string => {
  const digest = createHash('sha256')
  for (const [key, part] of Object.entries(value)) {
    digest.update(key)
    // In slices: all residents as one text would be 25 MB.
    const rows = Array.isArray(part) ? part : [part]
    for (let at = 0; at < rows.length; at += 4000) digest.update(JSON.stringify(rows.slice(at, at + 4000)))
  }
  return digest.digest('hex')
}

describe('createTown', () => {
  it('makes the same bytes from the same seed, and others from another', () => {
    const first = hash(town)
    expect(hash(createTown({ seed: DEMO_SEED, baseDay }))).toBe(first)
    expect(hash(createTown({ seed: DEMO_SEED + 1, baseDay }))).not.toBe(first)
  }, 180_000)

  it('has the size of a sub-district', () => {
    const squareKilometres = ringArea(outer(subdistrict)) / 1e6
    expect(squareKilometres).toBeGreaterThan(5.3)
    expect(squareKilometres).toBeLessThan(5.7)
    expect(committees).toHaveLength(32)
    expect(town.campuses).toHaveLength(24)
    expect(Math.abs(town.buildings.length - 2400)).toBeLessThan(100)
    expect(Math.abs(town.units.length - 50_160)).toBeLessThan(60)
    expect(Math.abs(town.residents.length - 140_000)).toBeLessThan(3000)
    expect(Math.abs(town.rosters.length - 20_000)).toBeLessThan(500)
  })

  it.each([42, 2024])('keeps its size with seed %i', (seed) => {
    const other = createTown({ seed, baseDay })
    expect(other.boundaries.filter((row) => row.kind === 'committee')).toHaveLength(32)
    expect(other.campuses).toHaveLength(24)
    expect(Math.abs(other.buildings.length - 2400)).toBeLessThan(240)
    expect(Math.abs(other.units.length - 50_160)).toBeLessThan(60)
    expect(other.units.filter((unit) => unit.compound === '云川新村')).toHaveLength(2046)
  })

  it('has one compound of exactly 93 buildings and 2,046 units, a committee of its own', () => {
    const units = town.units.filter((unit) => unit.compound === '云川新村')
    expect(units).toHaveLength(2046)
    expect(new Set(units.map((unit) => unit.building)).size).toBe(93)
    expect(town.buildings.filter((row) => row.compound === '云川新村')).toHaveLength(93)
    expect(new Set(town.units.filter((unit) => unit.committee === units[0].committee).map((unit) => unit.compound))).toEqual(new Set(['云川新村']))
  })

  it('has committees that meet: every edge belongs to two of them or to the outline', () => {
    const edges = new Map<string, number>()
    const count = (ring: [number, number][], forward: boolean): void => {
      for (let at = 0; at + 1 < ring.length; at++) {
        const [a, b] = forward ? [ring[at], ring[at + 1]] : [ring[at + 1], ring[at]]
        const key = `${a} ${b}`
        edges.set(key, (edges.get(key) ?? 0) + 1)
      }
    }
    for (const row of committees) count(row.polygons[0][0], true)
    // The outline the other way round is the neighbour of its outermost edges.
    count(subdistrict.polygons[0][0], false)
    const alone = [...edges].filter(([key, times]) => times !== 1 || edges.get(key.split(' ').reverse().join(' ')) !== 1)
    expect(alone).toEqual([])
    const sum = committees.reduce((total, row) => total + ringArea(outer(row)), 0)
    expect(sum).toBeCloseTo(ringArea(outer(subdistrict)), 0)
  })

  it('has boundaries that are simple rings', () => {
    for (const row of town.boundaries) expect(crossesItself(outer(row)), row.name).toBe(false)
  })

  it('puts every compound into its committee and every building into its compound', () => {
    const rings = new Map(town.boundaries.map((row) => [row.name, outer(row)]))
    for (const row of town.boundaries) {
      if (row.kind === 'compound') expect(ringIsWithin(outer(row), rings.get(row.parent!)!), row.name).toBe(true)
    }
    for (const row of town.buildings) {
      if (row.compound !== undefined) expect(ringIsWithin(outer(row), rings.get(row.compound)!), `${row.compound}${row.building}`).toBe(true)
    }
  })

  it('has no building on another, on a road, in the water or across its own walls', () => {
    const rings = town.buildings.map(outer)
    const index = new Flatbush(rings.length)
    for (const ring of rings) index.add(...ringExtent(ring))
    index.finish()
    const touching: string[] = []
    rings.forEach((ring, at) => {
      expect(ringArea(ring)).toBeGreaterThan(15)
      if (crossesItself(ring)) touching.push(`${at} crosses itself`)
      for (const other of index.search(...ringExtent(ring))) if (other > at && overlap(ring, rings[other])) touching.push(`${at} on ${other}`)
    })
    for (const row of town.basemap) {
      for (const line of row.kind === 'path' ? [] : row.lines ?? []) {
        const road = line.map(([lng, lat]): Point => [(lng - 121.49) * 95_333, (lat - 31.18) * 110_870])
        for (let piece = 0; piece + 1 < road.length; piece++) {
          for (const at of index.search(...ringExtent(road.slice(piece, piece + 2)))) {
            if (crossesRing(road[piece], road[piece + 1], rings[at])) touching.push(`${at} on ${row.kind} ${row.name}`)
          }
        }
      }
      if (row.kind === 'water') {
        const water = outer({ polygons: row.polygons! })
        for (const at of index.search(...ringExtent(water))) if (overlap(water, rings[at])) touching.push(`${at} in ${row.sourceId}`)
      }
    }
    expect(touching).toEqual([])
  })

  it('knows the building of every unit, once', () => {
    const known = new Set(town.buildings.map((row) => `${row.compound} ${row.building}`))
    expect(town.units.filter((unit) => !known.has(`${unit.compound} ${unit.building}`))).toEqual([])
    expect(new Set(town.units.map((unit) => `${unit.compound} ${unit.building} ${unit.room}`)).size).toBe(town.units.length)
    expect(new Set(town.buildings.map((row) => row.sourceId)).size).toBe(town.buildings.length)
    const committeeOf = new Map(town.boundaries.filter((row) => row.kind === 'compound').map((row) => [row.name, row.parent]))
    expect(town.units.filter((unit) => committeeOf.get(unit.compound) !== unit.committee)).toEqual([])
  })

  it('has irregular houses: shops, missing fours, basements, merged flats, rooms with names', () => {
    const rooms = town.units.map((unit) => unit.room)
    expect(rooms.filter((room) => room.startsWith('商铺')).length).toBeGreaterThan(200)
    expect(rooms.filter((room) => /^B1\d\d$/.test(room)).length).toBeGreaterThan(20)
    expect(rooms.filter((room) => /^\d+-\d+$/.test(room)).length).toBeGreaterThan(100)
    expect(rooms.filter((room) => room === '亭子间').length).toBeGreaterThan(20)
    const storeysOf = new Map<string, Set<number>>()
    for (const { compound, building, room } of town.units) {
      if (!/^\d+$/.test(room)) continue
      const key = `${compound} ${building}`
      storeysOf.set(key, (storeysOf.get(key) ?? new Set()).add(Number(room.slice(0, -2))))
    }
    expect([...storeysOf.values()].filter((storeys) => storeys.has(15) && storeys.has(13) && !storeys.has(14) && !storeys.has(4)).length).toBeGreaterThan(10)
    // Whatever the digits do not tell stands in the storey column.
    const untold = town.units.filter((unit) => !/^(\d{3,4}|B1\d\d)$/.test(unit.room) && !/^\d+$/.test(unit.storey ?? ''))
    expect(untold).toEqual([])
  })

  it('puts only residents on the rosters', () => {
    const homes = new Map(town.residents.map((row) => [row.idNumber, row]))
    const strangers = town.rosters.filter((pupil) => {
      const home = homes.get(pupil.idNumber)
      return home?.name !== pupil.name || !pupil.address!.includes(home.compound)
    })
    expect(strangers).toEqual([])
    const schools = new Set(town.campuses.map((row) => row.name))
    expect(schools.size).toBe(24)
    expect(new Set(town.rosters.map((row) => row.school))).toEqual(schools)
    expect(new Set(town.rosters.map((row) => `${row.school} ${row.studentNo}`)).size).toBe(town.rosters.length)
  })

  it('has staff at every campus, one for about fourteen pupils, who are no pupils and mostly live elsewhere', () => {
    const pupils = new Map<string, number>(), staff = new Map<string, number>()
    for (const { school } of town.rosters) pupils.set(school, (pupils.get(school) ?? 0) + 1)
    for (const { school } of town.staff) staff.set(school, (staff.get(school) ?? 0) + 1)
    expect(town.campuses.filter(({ name }) => Math.abs(pupils.get(name)! / staff.get(name)! - 14) > 1)).toEqual([])
    expect(town.staff.filter((row) => row.kind !== 'staff' || row.class !== STAFF_CLASS || row.grade !== undefined || row.guardianPhone === undefined)).toEqual([])
    expect(new Set(town.staff.map((row) => `${row.school} ${row.studentNo}`)).size).toBe(town.staff.length)
    // Whoever has an address is registered there; nobody else is anybody of the town.
    const homes = new Map(town.residents.map((row) => [row.idNumber, row]))
    const local = town.staff.filter(({ idNumber }) => homes.has(idNumber))
    expect(local.length / town.staff.length).toBeGreaterThan(0.25)
    expect(local.length / town.staff.length).toBeLessThan(0.45)
    expect(local.filter((row) => homes.get(row.idNumber)!.name !== row.name || !row.address!.startsWith(homes.get(row.idNumber)!.compound))).toEqual([])
    expect(town.staff.filter((row) => !homes.has(row.idNumber) && row.address !== undefined)).toEqual([])
    const learn = new Set(town.rosters.map(({ idNumber }) => idNumber))
    expect(town.staff.filter(({ idNumber }) => learn.has(idNumber))).toEqual([])
  })

  it('invents people whom nobody can be', () => {
    const numbers = new Set<string>()
    const phonePattern = new RegExp(`^${IMPOSSIBLE_PHONE_PREFIX}\\d{8}$`)
    const possible = town.residents.filter(({ idNumber, phone, plates }) => {
      numbers.add(idNumber!)
      return !idNumber!.startsWith(IMPOSSIBLE_AREA) || identityCheckDigit(idNumber!) !== idNumber![17] || idNumber!.length !== 18
        || (phone !== undefined && !phonePattern.test(phone)) || (plates ?? []).some((plate) => !/^沪[A-K]·[IO]\d{4}$/.test(plate))
    })
    expect(possible).toEqual([])
    expect(numbers.size).toBe(town.residents.length)
    const phones = town.residents.flatMap((row) => row.phone ?? [])
    expect(new Set(phones).size).toBe(phones.length)
    const strangers = town.staff.filter(({ idNumber }) => !numbers.has(idNumber!))
    expect(strangers.filter(({ idNumber, guardianPhone }) => !idNumber!.startsWith(IMPOSSIBLE_AREA) || identityCheckDigit(idNumber!) !== idNumber![17] || !phonePattern.test(guardianPhone!))).toEqual([])
    expect(new Set(town.staff.map(({ idNumber }) => idNumber)).size).toBe(town.staff.length)
    expect(new Set([...phones, ...strangers.map(({ guardianPhone }) => guardianPhone)]).size).toBe(phones.length + strangers.length)
  })

  it('gives every campus a point within one of its buildings or beside it', () => {
    const grounds = town.buildings.filter((row) => row.school)
    for (const campus of town.campuses) {
      const own = grounds.filter((row) => row.name!.startsWith(campus.name))
      expect(own.length, campus.name).toBeGreaterThan(0)
      const metres = own.map((row) => Math.hypot((row.polygons[0][0][0][0] - campus.lngLat[0]) * 95_333, (row.polygons[0][0][0][1] - campus.lngLat[1]) * 110_870))
      expect(Math.min(...metres), campus.name).toBeLessThan(90)
    }
  })
})

function overlap(one: Point[], other: Point[]): boolean {
  if (isInside(one[0], other) || isInside(other[0], one)) return true
  return one.some((point, at) => crossesRing(point, one[(at + 1) % one.length], other))
}

function crossesRing(from: Point, to: Point, ring: Point[]): boolean {
  return ring.some((point, at) => segmentsCross(from, to, point, ring[(at + 1) % ring.length]) >= 0)
}

function crossesItself(ring: Point[]): boolean {
  for (let at = 0; at < ring.length; at++) {
    for (let other = at + 2; other < ring.length; other++) {
      if (at === 0 && other === ring.length - 1) continue
      if (segmentsCross(ring[at], ring[at + 1], ring[other], ring[(other + 1) % ring.length]) >= 0) return true
    }
  }
  return false
}
