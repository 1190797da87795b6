import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../geodata/town/Batch.ts'
import { createDayScript } from '../../../geodata/town/createDayScript.ts'
import { createTown, DEMO_SEED } from '../../../geodata/town/createTown.ts'
import { STAFF_CLASS } from '../../../server/protocol/school.ts'

const baseDay = '2020-03-16'
const seed = DEMO_SEED
const town = createTown({ seed, baseDay })
const batches: Batch[] = [...createDayScript(town, { seed, baseDay })]
const everyCheck = batches.flatMap((batch) => (batch.feed === 'school' ? batch.rows : []))
const checks = everyCheck.filter((row) => row.class !== STAFF_CLASS)
const staffChecks = everyCheck.filter((row) => row.class === STAFF_CLASS)
const household = batches.flatMap((batch) => (batch.feed === 'household' ? batch.rows : []))
const clock = (at: string): string => at.slice(11, 16)
const seconds = batches.map((batch) => Date.parse(batch.at) / 1000)

describe('createDayScript', () => {
  it('is in order, from before 06:00 to 20:00, without a pause longer than a minute', () => {
    expect(batches.every((batch) => batch.at.startsWith(baseDay) && batch.at.endsWith('+08:00') && batch.rows.length > 0)).toBe(true)
    expect(seconds.every((second, at) => at === 0 || second >= seconds[at - 1])).toBe(true)
    expect(clock(batches[0].at) < '06:00').toBe(true)
    expect(clock(batches[batches.length - 1].at) >= '19:58').toBe(true)
    const pauses = seconds.slice(1).map((second, at) => ({ at: batches[at].at, seconds: second - seconds[at] }))
    expect(pauses.filter((pause) => clock(pause.at) >= '06:00' && pause.seconds > 60)).toEqual([])
  })

  it('brings the checks in a wave: few at 06:20, half before 07:00, nearly all at 07:30, 1.5 % never', () => {
    const shareBy = (time: string): number => checks.filter((row) => clock(row.submittedAt) < time).length / town.rosters.length
    expect(shareBy('06:20')).toBeLessThan(0.1)
    expect(shareBy('07:00')).toBeGreaterThan(0.45)
    expect(shareBy('07:30')).toBeGreaterThan(0.96)
    expect(shareBy('07:30')).toBeLessThan(0.98)
    expect(shareBy('23:59')).toBeGreaterThan(0.98)
    expect(shareBy('23:59')).toBeLessThan(0.99)
    expect(checks.every((row) => clock(row.submittedAt) <= '08:10')).toBe(true)
  })

  it('has staff report before the cut-off but for a few, one or two of them unwell, and pass the gate when they have', () => {
    const people = new Map(town.staff.map((row) => [`${row.school} ${row.studentNo}`, row.name]))
    expect(staffChecks.filter((row) => people.get(`${row.school} ${row.studentNo}`) !== row.name)).toEqual([])
    expect(new Set(staffChecks.map(({ school }) => school)).size).toBe(24)
    const missing = town.staff.length - staffChecks.length
    expect(missing).toBeGreaterThan(5)
    expect(missing).toBeLessThan(40)
    expect(staffChecks.filter((row) => clock(row.submittedAt) < '07:30').length / town.staff.length).toBeGreaterThan(0.95)
    const unwell = staffChecks.filter(({ symptoms, temperatureCelsius }) => symptoms.length > 0 || temperatureCelsius >= 37.3)
    expect(unwell.length).toBeGreaterThan(0)
    expect(unwell.length).toBeLessThan(4)
    const reported = new Map(staffChecks.map((row) => [`${row.school} ${row.studentNo}`, row.submittedAt]))
    const passes = batches.flatMap((batch) => (batch.feed === 'gate' ? batch.rows : [])).filter(({ school, studentNo }) => people.has(`${school} ${studentNo}`))
    expect(passes.length / town.staff.length).toBeGreaterThan(0.5)
    expect(passes.filter(({ school, studentNo, measuredAt }) => !(reported.get(`${school} ${studentNo}`)! < measuredAt))).toEqual([])
  })

  it('gives checks, and only checks, ids that differ', () => {
    expect(new Set(everyCheck.map((row) => row.id)).size).toBe(everyCheck.length)
    expect(household.filter((row) => row.id !== undefined)).toEqual([])
  })

  it('sends checks in small batches, at least every 20 s around the peak', () => {
    const peak = batches.filter((batch) => batch.feed === 'school' && clock(batch.at) >= '06:25' && clock(batch.at) < '07:25')
    expect(Math.max(...peak.map((batch) => batch.rows.length))).toBeLessThanOrEqual(60)
    const times = peak.map((batch) => Date.parse(batch.at) / 1000)
    expect(Math.max(...times.slice(1).map((time, at) => time - times[at]))).toBeLessThanOrEqual(20)
  })

  it('knows every pupil, home and person it speaks of', () => {
    const pupils = new Map(town.rosters.map((row) => [`${row.school} ${row.studentNo}`, row.name]))
    expect(checks.filter((row) => pupils.get(`${row.school} ${row.studentNo}`) !== row.name)).toEqual([])
    const homes = new Set(town.units.map((row) => `${row.compound} ${row.building} ${row.room}`))
    expect(household.filter((row) => !homes.has(`${row.compound} ${row.building} ${row.room}`))).toEqual([])
    const people = new Set(town.residents.map((row) => `${row.compound} ${row.building} ${row.room} ${row.name}`))
    expect(household.filter((row) => row.name !== undefined && !people.has(`${row.compound} ${row.building} ${row.room} ${row.name}`))).toEqual([])
  })

  it('lets ledger, gates, releases and the verification list come at their hours', () => {
    const hours = (feed: Batch['feed']): string[] => batches.filter((batch) => batch.feed === feed).map((batch) => clock(batch.at))
    const within = (times: string[], from: string, to: string): boolean => times.length > 10 && times.every((time) => time >= from && time <= to)
    expect(within(hours('units'), '08:00', '11:00')).toBe(true)
    expect(within(hours('gate'), '06:30', '08:11')).toBe(true)
    expect(within(hours('verification'), '14:00', '20:00')).toBe(true)
    const released = household.filter((row) => row.releasedOn === baseDay)
    expect(released.length).toBeGreaterThan(200)
    const answers = batches.flatMap((batch) => (batch.feed === 'verification' ? batch.rows : [])).filter((row) => row.answer !== undefined)
    expect(answers.length).toBeGreaterThan(25)
  })

  it('turns 6 to 8 homes on neighbouring storeys of one tower red within an afternoon hour', () => {
    const cluster = batches.filter((batch) => batch.feed === 'household' && batch.rows.some((row) => row.condition !== undefined))
    const rows = cluster.flatMap((batch) => (batch.feed === 'household' ? batch.rows : [])).filter((row) => row.condition !== undefined)
    const rooms = new Set(rows.map((row) => row.room))
    expect(rooms.size).toBeGreaterThanOrEqual(6)
    expect(rooms.size).toBeLessThanOrEqual(8)
    expect(new Set(rows.map((row) => `${row.compound} ${row.building}`)).size).toBe(1)
    const storeys = [...rooms].map((room) => Number.parseInt(room, 10)).map((room) => Math.floor(room / 100))
    expect(Math.max(...storeys) - Math.min(...storeys)).toBeLessThanOrEqual(8)
    expect(rows.every((row) => row.state === 'returned' && /湖北|武汉/.test(`${row.origin} ${row.transit ?? ''}`))).toBe(true)
    expect(rows.filter((row) => row.condition === 'confirmed')).toHaveLength(1)
    expect(Date.parse(cluster[cluster.length - 1].at) - Date.parse(cluster[0].at)).toBeLessThan(3_600_000)
    expect(clock(cluster[0].at) >= '12:00').toBe(true)
  })
})
