const formats = new Map<string, Intl.DateTimeFormat>()
const known = new Map<string, number>()
/** Offsets change on the quarter hour at the earliest. */
const QUARTER_MS = 900_000
const MOST_KNOWN = 1000

/** What was asked last: every row asks, and rows that come together lie in one quarter of an hour. */
let lastZone = ''
let lastQuarter = NaN
let lastOffset = 0

/** Minutes that the zone is ahead of UTC at that moment; daylight saving is honoured. Throws RangeError for an unknown zone. */
export function zoneOffsetMinutes(zone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER_MS)
  if (quarter === lastQuarter && zone === lastZone) return lastOffset
  const key = `${zone} ${quarter}`
  let offset = known.get(key)
  if (offset === undefined) {
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, (offset = computeOffset(zone, at)))
  }
  lastZone = zone
  lastQuarter = quarter
  lastOffset = offset
  return offset
}

function computeOffset(zone: string, at: number): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    formats.set(zone, format)
  }
  const parts = format.formatToParts(at)
  const part = (type: string): number => Number(parts.find((entry) => entry.type === type)?.value)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return Math.round((local - Math.floor(at / 1000) * 1000) / 60_000)
}
