import { describe, expect, it } from 'vitest'
import { addDays } from '../../../geodata/town/addDays.ts'
import { createHistory } from '../../../geodata/town/createHistory.ts'
import { createTown, DEMO_SEED } from '../../../geodata/town/createTown.ts'
import { isSchoolDay } from '../../../geodata/town/isSchoolDay.ts'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'

const baseDay = '2020-03-16'
const seed = DEMO_SEED
const town = createTown({ seed, baseDay })

const days: string[] = []
const household: HouseholdRow[] = []
const rowsOf: Record<string, number> = { household: 0, school: 0, gate: 0, verification: 0, units: 0 }
const schoolDays = new Set<string>()
const faults: string[] = []
let largest = 0
let last = ''
for (const { day, at, feed, rows } of createHistory(town, { seed, baseDay })) {
  if (days[days.length - 1] !== day) days.push(day)
  if (at < last || at.slice(0, 10) !== day || !at.endsWith('+08:00')) faults.push(`${feed} ${at} after ${last}`)
  last = at
  largest = Math.max(largest, rows.length)
  rowsOf[feed] += rows.length
  if (feed === 'household') for (const row of rows) household.push(row)
  if (feed === 'school') schoolDays.add(day)
  if (feed === 'school') for (const row of rows) if (row.submittedAt > at || row.id !== undefined) faults.push(`check ${row.submittedAt} received ${at}`)
}

describe('createHistory', () => {
  it('covers the 21 days before the base day, in order', () => {
    expect(days).toEqual(Array.from({ length: 21 }, (_, at) => addDays(baseDay, at - 21)))
    expect(faults).toEqual([])
    expect(largest).toBeLessThanOrEqual(500)
  })

  it('has the volume of a real register', () => {
    expect(Math.abs(rowsOf.household - 145_000)).toBeLessThan(10_000)
    expect(rowsOf.school).toBeGreaterThan(15 * (19_000 + 1_300))
    expect(rowsOf.school).toBeLessThan(15 * (20_600 + 1_430))
    expect(rowsOf.gate).toBeGreaterThan(1000)
    expect([...schoolDays]).toEqual(days.filter(isSchoolDay))
    expect(schoolDays.size).toBe(15)
  })

  it('speaks of known homes and people only, and never says the same thing twice in a row', () => {
    const homes = new Set(town.units.map(addressOf))
    const people = new Set(town.residents.map((row) => `${addressOf(row)} ${row.name}`))
    expect(household.filter((row) => !homes.has(addressOf(row)))).toEqual([])
    expect(household.filter((row) => row.name !== undefined && !people.has(`${addressOf(row)} ${row.name}`))).toEqual([])
    const latest = new Map<string, string>()
    const repeated = household.filter((row) => {
      const who = `${addressOf(row)} ${row.name ?? ''} ${row.idNumber ?? row.phone ?? ''}`
      const said = JSON.stringify(row)
      const isSame = latest.get(who) === said
      latest.set(who, said)
      return isSame
    })
    expect(repeated).toEqual([])
  })

  it('names nobody who cannot be matched: an identity number, or name and phone', () => {
    expect(household.filter((row) => row.name !== undefined && row.idNumber === undefined && row.phone === undefined)).toEqual([])
    expect(household.filter((row) => row.name !== undefined && row.idNumber === undefined).length).toBeGreaterThan(3000)
  })

  it('has returns with a day and releases 14 days after arrival at the earliest', () => {
    const returned = household.filter((row) => row.state === 'returned')
    expect(returned.filter((row) => row.returnedOn === undefined || row.name === undefined || row.returnedOn > row.registeredOn)).toEqual([])
    const released = returned.filter((row) => row.releasedOn !== undefined)
    expect(released.length).toBeGreaterThan(3000)
    expect(released.filter((row) => row.releasedOn! < addDays(row.returnedOn!, 14))).toEqual([])
  })

  it('ends in the colours of the brief', () => {
    const counts = countColours()
    const near = (colour: string, wanted: number, by: number): void => {
      expect(counts[colour], colour).toBeGreaterThanOrEqual(wanted - by)
      expect(counts[colour], colour).toBeLessThanOrEqual(wanted + by)
    }
    near('green', 38_400, 600)
    near('red', 160, 15)
    near('orange', 1200, 40)
    near('yellow', 3500, 60)
    near('blue', 4450, 120)
    near('grey', 2450, 150)
  })

  it('is the same for the same seed', () => {
    const one = createHistory(town, { seed, baseDay }), other = createHistory(town, { seed, baseDay })
    for (let batch = 0; batch < 40; batch++) expect(JSON.stringify(one.next().value)).toBe(JSON.stringify(other.next().value))
  })
})

function addressOf(row: { compound: string; building: string; room: string }): string {
  return `${row.compound} ${row.building} ${row.room}`
}

/** The rules of the design page again, only as far as this history goes, from the rows alone. */
function countColours(): Record<string, number> {
  const regions = new Map(town.regions.map((row) => [row.region, row]))
  const within = (text: string): string[] => [text.slice(0, 2), text.replace('乐清', '温州')]
  const colourOf = (origin: string, transit: string, arrival: string): string => {
    const names = within(origin)
    if (/^(途经|经)/.test(transit)) names.push('湖北')
    let colour = 'yellow'
    for (const name of names) {
      const region = regions.get(name)
      const end = addDays(arrival, 13)
      if (region === undefined || region.from > end || (region.to !== undefined && region.to < arrival)) continue
      if (region.level === 'key') return 'red'
      colour = 'orange'
    }
    return colour
  }
  interface Known { state: string; arrival: string; colour: string; released: boolean; removed: boolean }
  interface Home { people: Map<string, Known>; whole?: string }
  const homes = new Map<string, Home>()
  for (const row of household) {
    const key = addressOf(row)
    const home: Home = homes.get(key) ?? { people: new Map() }
    homes.set(key, home)
    if (row.name === undefined) {
      home.whole = row.state
      continue
    }
    const before = home.people.get(row.name)
    if (row.state === 'returned') {
      home.people.set(row.name, {
        state: 'returned', arrival: row.returnedOn!, colour: colourOf(row.origin ?? '', row.transit ?? '', row.returnedOn!),
        released: row.releasedOn !== undefined || (before?.released === true && before.arrival === row.returnedOn), removed: row.condition === 'central-quarantine',
      })
    } else if (row.state !== 'unreached' && !(before?.state === 'returned' && !before.released && before.colour !== 'yellow')) {
      home.people.set(row.name, { state: row.state, arrival: '', colour: '', released: false, removed: false })
    }
  }
  const counts: Record<string, number> = { green: 0, red: 0, orange: 0, yellow: 0, blue: 0, grey: 0 }
  for (const unit of town.units) {
    const home = homes.get(addressOf(unit))
    const people = [...home?.people.values() ?? []].filter((person) => !person.removed)
      .map((person) => (person.state === 'returned' && !person.released ? person.colour : person.state === 'not-returned' ? 'blue' : 'green'))
    const worst = ['red', 'orange', 'yellow', 'green'].find((colour) => people.includes(colour))
    if (worst !== undefined) counts[worst]++
    else if (people.length > 0) counts.blue++
    else counts[home?.whole === 'stayed' ? 'green' : home?.whole === 'vacant' || (home === undefined && unit.tenure === 'vacant') ? 'grey' : 'blue']++
  }
  return counts
}
