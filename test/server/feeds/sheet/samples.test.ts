import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SheetKind } from '../../../../server/feeds/sheet/columnMeanings.ts'
import { readSheetRows } from '../../../../server/feeds/sheet/readSheetRows.ts'
import { readTable } from '../../../../server/feeds/sheet/readTable.ts'
import { writeRejects } from '../../../../server/feeds/sheet/writeRejects.ts'
import { normalizeBuilding } from '../../../../server/merge/address/normalizeBuilding.ts'
import { normalizeRoom } from '../../../../server/merge/address/normalizeRoom.ts'
import { parseAddress } from '../../../../server/merge/address/parseAddress.ts'

const SAMPLES = new URL('../../../../../shared/samples/punan-sancun/', import.meta.url)
const present = existsSync(SAMPLES)
if (!present) console.warn('SKIPPED: the sample compound is not at ../shared/samples/punan-sancun, so no real file is read')

interface Expected {
  units: number
  buildings: number
  files: Record<string, { rows: number; duplicates: number; accepted: number; rejected: { row: number; column: string }[] }>
  school: { roster: number; reported: number; onTime: number; unknown: number; abnormal: number; abnormalStudentNos: string[] }
}
const expected = () => JSON.parse(readFileSync(new URL('expected.json', SAMPLES), 'utf8')) as Expected
async function read<Kind extends SheetKind>(kind: Kind, name: string) {
  const table = await readTable(readFileSync(new URL(name, SAMPLES)), name)
  return { table, reading: await readSheetRows(kind, table, { zoneOffset: '+08:00' }) }
}

describe.skipIf(!present)('the sample compound', () => {
  it('the ledger has its 2,046 units in 93 buildings, with tenure and both phones apart', async () => {
    const { reading } = await read('units', 'units.csv')
    expect(reading.rows.length).toBe(expected().units)
    expect(new Set(reading.rows.map(({ row }) => normalizeBuilding(row.building))).size).toBe(expected().buildings)
    expect(reading.rows.filter(({ row }) => row.tenure === 'vacant').length).toBe(115)
    expect(reading.rows.flatMap(({ problems, warnings }) => [...problems, ...warnings])).toEqual([])
    expect(reading.recognition.columns.map(({ meaning }) => meaning)).toEqual([
      'serial', 'committee', 'compound', 'building', 'room', 'tenure', 'landlordName', 'landlordPhone', 'residents', 'headName', 'headPhone'])
    expect(reading.rows[0]).toMatchObject({ sheetRow: 2, row: { committee: '浦南三村居委会', compound: '浦南三村', building: '1号', room: '101', tenure: 'owned', residents: 3 } })
  })

  it.each(['returns-2020-02-15.xlsx', 'returns-2020-02-16.csv'])('%s has exactly its rows, and the unreadable dates are rejected here', async (name) => {
    const { table, reading } = await read('household', name)
    const ledger = (await read('units', 'units.csv')).reading.rows
    const file = expected().files[name]!
    expect(reading.rows.length).toBe(file.rows)
    expect(reading.totalRows).toBe(1)
    expect(reading.otherRows).toBe(0)
    expect(reading.recognition).toMatchObject({ titleYear: 2020, headerRows: [2], ambiguous: [] })

    const problems = reading.rows.flatMap(({ sheetRow, problems }) => problems.map(({ column }) => ({ row: sheetRow, column })))
    expect(problems).toEqual(file.rejected.filter(({ column }) => column === '返沪日期'))
    expect(reading.rows.flatMap(({ warnings }) => warnings)).toEqual([])

    // What the server will add: units that no ledger knows, named by this sheet's own headers.
    const units = new Set(ledger.map(({ row }) => `${normalizeBuilding(row.building)}-${normalizeRoom(row.room)}`))
    const buildings = new Set(ledger.map(({ row }) => normalizeBuilding(row.building)))
    const unknown = reading.rows.flatMap(({ sheetRow, row, columnOf }) => {
      if (!buildings.has(normalizeBuilding(row.building))) return [{ row: sheetRow, column: columnOf.building }]
      return units.has(`${normalizeBuilding(row.building)}-${normalizeRoom(row.room)}`) ? [] : [{ row: sheetRow, column: columnOf.room }]
    })
    expect([...problems, ...unknown].sort((left, right) => left.row - right.row)).toEqual(file.rejected)

    const day = name.slice(8, 18)
    expect(new Set(reading.rows.map(({ row }) => row.registeredOn))).toEqual(new Set([day]))
    const accepted = reading.rows.filter(({ problems }) => problems.length === 0)
    for (const { row } of accepted) {
      if (row.state !== 'returned') continue
      expect(row.name).toBeTruthy()
      expect(row.returnedOn! >= '2020-01-01' && row.returnedOn! <= day).toBe(true)
    }
    expect(accepted.every(({ row }) => row.idNumber === undefined || /^\d{17}[\dX]$/.test(row.idNumber))).toBe(true)
    expect(accepted.every(({ row }) => row.phone === undefined || /^1\d{10}$/.test(row.phone))).toBe(true)

    const rejected = reading.rows.flatMap(({ sheetRow, problems }) => problems.map((problem) => ({ sheetRow, ...problem })))
    const csv = await readTable(new TextEncoder().encode(writeRejects(table, reading.recognition, rejected)), 'rejects.csv')
    expect(csv.rows.length).toBe(rejected.length + 1)
    expect(csv.rows[1]!.cells.slice(0, 4)).toEqual([String(rejected[0]!.sheetRow), '返沪日期', 'not-a-date', '「返沪日期」无法识别:二月三十日'])
  })

  it('blank rows are counted and are neither rows nor rejects', async () => {
    const { reading } = await read('household', 'returns-2020-02-15.xlsx')
    expect(reading.blankRows).toBe(12)
    expect(reading.rows.filter(({ row }) => row.name === undefined).length).toBe(60)
    expect(reading.rows.find(({ sheetRow }) => sheetRow === 1394)?.row).toMatchObject({ state: 'vacant', building: '35#', room: '501' })
  })

  it('the region list has two levels and one line that ends', async () => {
    const { reading } = await read('regions', 'regions.csv')
    expect(reading.rows.length).toBe(20)
    expect(reading.rows[0]!.row).toEqual({ region: '武汉', level: 'key', from: '2020-01-23' })
    expect(reading.rows.filter(({ row }) => row.to !== undefined).map(({ row }) => row)).toEqual([{ region: '南通', level: 'concern', from: '2020-01-28', to: '2020-02-08' }])
  })

  it('the roster has 760 pupils, each with an address that can be read', async () => {
    const { reading } = await read('roster', 'roster.xlsx')
    expect(reading.rows.length).toBe(expected().school.roster)
    expect(reading.rows.every(({ row, problems }) => problems.length === 0 && parseAddress(row.address ?? '')?.compound === '浦南三村')).toBe(true)
    expect(reading.rows[0]!.row).toMatchObject({ school: '浦南小学', grade: '一年级', class: '一(1)班', studentNo: '20240101', address: '浦南三村74号101室', note: '性别：女' })
  })

  it('the morning check gives every pupil a time and a temperature, and the abnormal ones can be told', async () => {
    const { reading } = await read('school', 'morning-check-2020-04-13.csv')
    const { school } = expected()
    expect(reading.rows.length).toBe(763)
    expect(reading.rows.flatMap(({ problems, warnings }) => [...problems, ...warnings])).toEqual([])
    expect(reading.recognition.columns.map(({ meaning }) => meaning)).toEqual([
      'submittedAt', null, 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'symptoms', 'healthCode', 'travelled', 'householdHealthCode'])
    const known = new Set((await read('roster', 'roster.xlsx')).reading.rows.map(({ row }) => row.studentNo))
    const checked = new Set(reading.rows.map(({ row }) => row.studentNo))
    expect([...checked].filter((number) => known.has(number)).length).toBe(school.reported)
    expect([...checked].filter((number) => !known.has(number)).length).toBe(school.unknown)
    const abnormal = reading.rows.filter(({ row }) => row.temperatureCelsius >= 37.3 || row.symptoms.length > 0)
    expect(abnormal.every(({ row }) => row.temperatureCelsius > 30 && row.temperatureCelsius < 45)).toBe(true)
    expect(reading.rows[0]!.row).toEqual({
      submittedAt: '2020-04-13T08:27:43+08:00', school: '浦南小学', class: '二(3)班', studentNo: '20230302', name: '何秀怡', temperatureCelsius: 36.8,
      symptoms: [], healthCode: 'green', travelled: false, household: [{ healthCode: 'green' }], note: '提交人：何秀怡爸爸',
    })
  })
})
