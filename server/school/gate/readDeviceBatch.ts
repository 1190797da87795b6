import { carriesImage } from '../../feeds/gate/carriesImage.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { asRecord } from '../../feeds/rowChecks/asRecord.ts'
import { instantFromText } from '../../feeds/rowChecks/readInstant.ts'
import type { RowProblem } from '../../packs/pack.ts'
import { hash53 } from '../../protocol/hash53.ts'
import type { ReadingAdapter } from './readingAdapters.ts'

/** One reading in our words; instants by the device's own clock. */
export interface DeviceReading {
  /** The device's own number of it, or one made from what it says: the same reading sent twice has the same. */
  id: string
  at: number
  studentNo?: string
  card?: string
  temperatureCelsius?: number
  site?: 'forehead' | 'armpit' | 'thermal'
  direction: 'in' | 'out'
}
export interface DeviceBatch {
  /** What the device's clock said when it sent this, epoch ms; null: it did not say. */
  clock: number | null
  readings: { reading: DeviceReading | null; problem: RowProblem | null }[]
}

const SITES = ['forehead', 'armpit', 'thermal'] as const
const LONGEST_ID = 64
/** Seconds since 1970 stay below this until the year 5138; milliseconds are above it since 1973. */
const FIRST_MILLISECOND = 1e11

/** What a device sent → readings, and what cannot be read. Pure; never throws. `zoneOffsetMinutes`: of times without an offset. */
export function readDeviceBatch(adapter: ReadingAdapter, payload: unknown, zoneOffsetMinutes: number): DeviceBatch {
  const body = asRecord(payload)
  const clock = body ? readTime(pick(body, adapter.clock), zoneOffsetMinutes) : null
  const list = Array.isArray(payload) ? payload : body ? adapter.lists.map((name) => body[name]).find(Array.isArray) : undefined
  const rows = list ?? (body && !isHeartbeat(body, adapter) ? [body] : [])
  // A picture beside the list is refused with every reading of it.
  const besides = list && body ? carriesImage(Object.fromEntries(Object.entries(body).filter(([, value]) => !Array.isArray(value)))) !== null : false
  return { clock, readings: rows.map((raw) => readOne(adapter, raw, besides, zoneOffsetMinutes)) }
}

/** Without a time of measuring, a temperature or a number it only says that it is there. */
const isHeartbeat = (body: Record<string, unknown>, adapter: ReadingAdapter): boolean =>
  [...adapter.temperature, ...adapter.studentNo, ...adapter.card].every((name) => pick(body, [name]) === undefined)

function readOne(adapter: ReadingAdapter, raw: unknown, besides: boolean, zoneOffsetMinutes: number): DeviceBatch['readings'][number] {
  const row = asRecord(raw)
  if (!row) return refuse('', 'not-an-object')
  if (besides || carriesImage(row) !== null) return refuse('', 'image-not-taken')
  const given = pick(row, adapter.at)
  const at = readTime(given, zoneOffsetMinutes)
  if (at === null) return refuse('measuredAt', given === undefined ? 'missing' : 'not-an-instant')
  const temperature = pick(row, adapter.temperature)
  const celsius = temperature === undefined ? undefined : readCelsius(temperature)
  if (celsius === null) return refuse('temperatureCelsius', 'not-a-number')
  const studentNo = readNumber(pick(row, adapter.studentNo))
  const card = readNumber(pick(row, adapter.card))
  const site = SITES.find((each) => each === row.site) ?? adapter.site
  const word = String(pick(row, adapter.direction) ?? '').toLowerCase()
  const direction = adapter.outs.includes(word) ? 'out' : 'in'
  const own = pick(row, adapter.id)
  const id = typeof own === 'string' && own !== '' && own.length <= LONGEST_ID || typeof own === 'number' ? String(own) : `h${hash53(JSON.stringify([at, studentNo, card, celsius, direction])).toString(36)}`
  return { reading: { id, at, direction, ...(studentNo && { studentNo }), ...(card && { card }), ...(celsius !== undefined && { temperatureCelsius: celsius, site }) }, problem: null }
}

const refuse = (field: string, code: string): DeviceBatch['readings'][number] => ({ reading: null, problem: rowProblem(field, code) })

function pick(row: Record<string, unknown>, names: readonly string[]): unknown {
  for (const name of names) {
    const dot = name.indexOf('.')
    const value = dot < 0 ? row[name] : asRecord(row[name.slice(0, dot)])?.[name.slice(dot + 1)]
    if (value !== undefined && value !== null && value !== '') return value
  }
  return undefined
}

const readNumber = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '')

/** `36.5`, `"36.5"`, `"36.5℃"`; null: none of these. */
function readCelsius(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const plain = value.normalize('NFKC').replace(/°?C$|\s/gi, '')
  return /^\d{1,3}(\.\d{1,3})?$/.test(plain) ? Number(plain) : null
}

/** Epoch seconds or milliseconds, ISO with an offset, or `2020-04-13 07:02:11` by the clock on the wall; null: none of these. */
function readTime(value: unknown, zoneOffsetMinutes: number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? Math.round(value < FIRST_MILLISECOND ? value * 1000 : value) : null
  if (typeof value !== 'string') return null
  if (/^\d{10}$|^\d{13}$/.test(value)) return readTime(Number(value), zoneOffsetMinutes)
  const exact = instantFromText(value)
  if (exact !== null) return exact
  const local = instantFromText(`${value.trim().replaceAll('/', '-')}Z`)
  return local === null ? null : local - zoneOffsetMinutes * 60_000
}
