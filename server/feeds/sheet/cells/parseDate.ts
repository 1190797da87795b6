import { foldText } from '../../../merge/address/foldText.ts'
import { readChineseNumber } from '../../../merge/address/readChineseNumber.ts'
import { cellText } from '../cellText.ts'
import type { Cell } from '../Table.ts'
import { readSerial } from '../xlsx/readSerial.ts'

export interface DateContext {
  /** The year for dates without one: the title's. */
  titleYear?: number
  /** The year when the title has none. */
  defaultYear?: number
  /**
   * A date (`YYYY-MM-DD`) that one without a year belongs to: the year is then the one that brings it closest. A list of
   * January that says 12月28日 means the December before.
   */
  near?: string
  epoch?: 1900 | 1904
}

/** Serial numbers that are believed to be dates: 1954-10-03 to 2064-04-08. Others are counts, rooms or phone numbers. */
const FIRST_SERIAL = 20_000
const LAST_SERIAL = 60_000

const HALF_OF_DAY = '(?:上午|下午|凌晨|早上|中午|晚上|早|晚)'
const CLOCK = String.raw`\d{1,2}(?:[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?|[时点][半整许]?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?`
const TIME = `(?:[ T]?(?:${HALF_OF_DAY}?${CLOCK}|${HALF_OF_DAY}))?`
const TAIL = `(?: ?(?:\\(?(?:星期|周)[一二三四五六日天]\\)?))?${TIME}$`
const YEAR_FIRST = new RegExp(`^(\\d{4}) ?[-/.年] ?(\\d{1,2}) ?[-/.月] ?(\\d{1,2}) ?[日号]?${TAIL}`)
const YEAR_LAST = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})${TAIL}`)
const WITHOUT_YEAR = new RegExp(`^(\\d{1,2}) ?(?:月|[-/]) ?(\\d{1,2}) ?[日号]?${TAIL}`)
/** A spreadsheet makes 2.1 of 2.10, so one figure behind the point is a day only where no tens of days begin with it. */
const DOTTED_WITHOUT_YEAR = /^(\d{1,2})\.(\d{2}|[4-9])$/
const CHINESE = /^(?:([〇○零一二三四五六七八九]{4})年)?([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]$/

/**
 * The calendar day of a cell as `YYYY-MM-DD`, or null: `2020-02-15`, `2020/2/15`, `2020.02.15`, `2020年2月15日`,
 * `20200215`, 43876 (a serial number, as number or digits), `2月15日`, 2.15 (the year from the context), `二月十五日`,
 * `15/02/2020` when only one order is possible, all of them full-width or with a time behind. What is no day of the
 * calendar (`2月30日`, `二月三十日`) is null, as is everything that would have to be guessed (`20.2.15`, `02/03/2020`).
 * Whether the day is plausible is judged later.
 */
export function parseDate(cell: Cell, context: DateContext = {}): string | null {
  if (cell === null) return null
  if (typeof cell !== 'string' && cell.kind === 'date') return parseText(cell.value.slice(0, 10), context)
  if (typeof cell !== 'string') {
    const fromSerial = dayOfSerial(cell.value, context)
    return fromSerial ?? (/^\d{8}$|^\d{1,2}\.\d{1,2}$/.test(cell.text) ? parseText(cell.text, context) : null)
  }
  return parseText(cellText(cell), context)
}

function parseText(raw: string, context: DateContext): string | null {
  if (raw.length > 60) return null
  // Full stops of both scripts and the middle dot are all typed for a point.
  const text = foldText(raw).toUpperCase().replace(/[。·•,、]/g, '.').replace(/[—–−_]/g, '-').replace(/^'/, '').replace(/\.$/, '')
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return dayOfSerial(Number(text), context)
  const compact = /^(\d{4})(\d{2})(\d{2})(?: ?\d{6}| ?\d{2}:\d{2}(?::\d{2})?)?$/.exec(text)
  if (compact !== null) return day(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst !== null) return day(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]))
  const yearLast = YEAR_LAST.exec(text)
  if (yearLast !== null) return dayOfEitherOrder(Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3]))
  const chinese = CHINESE.exec(text)
  if (chinese !== null) {
    const year = chinese[1] === undefined ? null : readChineseNumber(chinese[1])
    const [month, dayOfMonth] = [readChineseNumber(chinese[2]!), readChineseNumber(chinese[3]!)]
    if (month === null || dayOfMonth === null) return null
    return year === null ? dayWithoutYear(month, dayOfMonth, context) : day(year, month, dayOfMonth)
  }
  const withoutYear = WITHOUT_YEAR.exec(text) ?? DOTTED_WITHOUT_YEAR.exec(text)
  return withoutYear === null ? null : dayWithoutYear(Number(withoutYear[1]), Number(withoutYear[2]), context)
}

function dayOfSerial(serial: number, { epoch = 1900 }: DateContext): string | null {
  const since1900 = epoch === 1904 ? serial + 1462 : serial
  if (since1900 < FIRST_SERIAL || since1900 >= LAST_SERIAL) return null
  return readSerial(serial, epoch)?.slice(0, 10) ?? null
}

function dayOfEitherOrder(first: number, second: number, year: number): string | null {
  const dayFirst = day(year, second, first)
  const monthFirst = day(year, first, second)
  if (dayFirst !== null && monthFirst !== null) return dayFirst === monthFirst ? dayFirst : null
  return dayFirst ?? monthFirst
}

function dayWithoutYear(month: number, dayOfMonth: number, { titleYear, defaultYear, near }: DateContext): string | null {
  if (near !== undefined) {
    const nearMs = Date.parse(`${near}T00:00:00Z`)
    const nearYear = Number(near.slice(0, 4))
    const candidates = [nearYear - 1, nearYear, nearYear + 1].map((year) => day(year, month, dayOfMonth)).filter((date) => date !== null)
    const distance = (date: string) => Math.abs(Date.parse(`${date}T00:00:00Z`) - nearMs)
    if (candidates.length > 0) return candidates.reduce((best, date) => (distance(date) < distance(best) ? date : best))
    return null
  }
  const year = titleYear ?? defaultYear
  return year === undefined ? null : day(year, month, dayOfMonth)
}

function day(year: number, month: number, dayOfMonth: number): string | null {
  if (year < 1000 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return null
  const text = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
  // Date.UTC rolls 30 February over to March.
  return new Date(Date.UTC(year, month - 1, dayOfMonth)).toISOString().startsWith(text) ? text : null
}
