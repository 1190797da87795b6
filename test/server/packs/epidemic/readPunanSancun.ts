import { existsSync, readFileSync } from 'node:fs'
import { parse as parseCsv } from 'csv-parse/sync'
import type { Cell, TableRow } from '../../../../server/feeds/sheet/Table.ts'
import { readTable } from '../../../../server/feeds/sheet/readTable.ts'
import { householdFeed } from '../../../../server/feeds/household/parse.ts'
import { regionsFeed } from '../../../../server/feeds/regions/parse.ts'
import { schoolFeed } from '../../../../server/feeds/school/parse.ts'
import { normalizeBuilding } from '../../../../server/merge/address/normalizeBuilding.ts'
import { normalizeRoom } from '../../../../server/merge/address/normalizeRoom.ts'
import type { ParseContext, ParsedReport, ReferenceEntry, RowProblem } from '../../../../server/packs/pack.ts'
import { dayFromText, dayToText } from '../../../../server/protocol/day.ts'

/** A plain reading of the sample, by position and with known synonyms only, so that the rules are tested without the sheet reader. */

export const SAMPLE = new URL('../../../../../shared/samples/punan-sancun/', import.meta.url)
export const hasSample = existsSync(new URL('expected.json', SAMPLE))

const CONTEXT: ParseContext = { today: dayFromText('2020-04-13')!, now: Date.UTC(2020, 3, 13, 15), zoneOffsetMinutes: 480 }
const text = (name: string, encoding = 'gb18030'): string[][] =>
  parseCsv(new TextDecoder(encoding).decode(readFileSync(new URL(name, SAMPLE))), { relax_column_count: true, bom: true }) as string[][]

/** 43876, 20200215, 2020/2/15, 2020年2月15日, 2月15日 (the title's year) → 2020-02-15; anything else stays. */
function isoDay(cell: unknown): string {
  const raw = String(cell ?? '').normalize('NFKC').trim()
  if (/^\d{5}$/.test(raw)) return dayToText(Number(raw) - 25_569)
  const parts = /^(?:(\d{4})[年/.-]?)?(\d{1,2})[月/.-]?(\d{1,2})日?$/.exec(raw)
  return parts ? `${parts[1] ?? '2020'}-${parts[2].padStart(2, '0')}-${parts[3].padStart(2, '0')}` : raw
}

const STATES: Record<string, string> = {
  未离沪: 'stayed', 全户未离沪: 'stayed', 未返沪: 'not-returned', 全户未返沪: 'not-returned', 联系不上: 'unreached', 已返沪: 'returned', 空关: 'vacant',
}
const keyOf = (building: string, room: string): string => `${normalizeBuilding(building)}-${normalizeRoom(room)}`

/** Rows without a cell are left out by the reader; here the index is the row. */
function byRowNumber(rows: TableRow[]): Cell[][] {
  const cells: Cell[][] = Array.from({ length: rows.at(-1)?.number ?? 0 }, () => [])
  for (const row of rows) cells[row.number - 1] = row.cells
  return cells
}

export interface SampleReport { key: string; row: number; report: ParsedReport | RowProblem[] }

export async function readReturns(name: string): Promise<SampleReport[]> {
  const table: unknown[][] = name.endsWith('.xlsx') ? byRowNumber((await readTable(readFileSync(new URL(name, SAMPLE)), name)).rows).map((cells) => cells.map((cell) => (typeof cell === 'object' && cell !== null ? cell.text : cell))) : text(name)
  const reports: SampleReport[] = []
  table.forEach((cells, index) => {
    const cell = (column: number): string => String(cells[column] ?? '').trim()
    if (index < 2 || cell(9) === '') return
    reports.push({
      key: keyOf(cell(4), cell(5)),
      row: index + 1,
      report: householdFeed.parse({
        registeredOn: isoDay(cells[1]), committee: cell(2), compound: cell(3), building: cell(4), room: cell(5), name: cell(6), idNumber: cell(7), phone: cell(8),
        state: STATES[cell(9)] ?? cell(9), origin: cell(10), transit: cell(11), returnedOn: isoDay(cells[12]), releasedOn: isoDay(cells[14]), note: cell(15),
      }, CONTEXT),
    })
  })
  return reports
}

/** Units of the ledger: key → tenure. */
export function readLedger(): Map<string, string | null> {
  const units = new Map<string, string | null>()
  for (const cells of text('units.csv').slice(1)) units.set(keyOf(cells[3], cells[4]), cells[5] === '空关' ? 'vacant' : null)
  return units
}

export function readRegions(): ReferenceEntry[] {
  return text('regions.csv', 'utf-8').slice(1).map((cells, index) => {
    const report = regionsFeed.parse({ region: cells[0], level: cells[1] === '重点疫区' ? 'key' : 'concern', from: cells[2], to: cells[3] }, CONTEXT)
    if (Array.isArray(report)) throw new Error(report[0].code)
    return { seq: index + 1, kind: 'regions', body: report.body }
  })
}

const CODES: Record<string, string> = { 绿码: 'green', 黄码: 'yellow', 红码: 'red' }

/** Student number and what the parser made of each morning check. */
export function readChecks(): { studentNo: string; report: ParsedReport | RowProblem[] }[] {
  return text('morning-check-2020-04-13.csv').slice(1).map((cells) => ({
    studentNo: cells[4],
    report: schoolFeed.parse({
      submittedAt: `${cells[0].replace(' ', 'T')}+08:00`, school: cells[2], class: cells[3], studentNo: cells[4], name: cells[5],
      temperatureCelsius: Number(/\d+(\.\d+)?/.exec(cells[6].normalize('NFKC').replace('。', '.'))?.[0]),
      symptoms: [cells[7]], healthCode: CODES[cells[8]], travelled: cells[9] === '是', household: [{ healthCode: CODES[cells[10]] }],
    }, CONTEXT),
  }))
}
