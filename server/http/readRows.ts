import { parseJsonText } from './parseJsonText.ts'
import { HttpProblem, problemWording } from './problems.ts'
import type { RejectedRow } from '../service.ts'

export interface RowsRead {
  /** Rows that could be read, in order. */
  rows: unknown[]
  /** For each of `rows`, its index in what was sent (blank lines do not count). */
  indexes: number[]
  /** Lines that are no JSON. */
  broken: RejectedRow[]
}

/**
 * More rows than this cannot all mean something in 10 MB: the smallest that a feed takes has 84 bytes. Millions of `1,` would
 * be millions of rejections, each 90 bytes of answer.
 */
const MOST_ROWS = 125_000
const tooMany = (): HttpProblem => new HttpProblem('too-many-rows', { most: MOST_ROWS })

/** Reads the body of a feed: NDJSON line by line, where a broken line spoils only itself, or one JSON array. Throws HttpProblem. */
export function readRows(body: Uint8Array, isNdjson: boolean): RowsRead {
  if (!isNdjson) {
    const parsed = parseJsonText(decodeUtf8(body))
    if (parsed === undefined) throw new HttpProblem('broken-json')
    if (!Array.isArray(parsed)) throw new HttpProblem('not-an-array')
    if (parsed.length > MOST_ROWS) throw tooMany()
    return { rows: parsed, indexes: parsed.map((_, index) => index), broken: [] }
  }
  const read: RowsRead = { rows: [], indexes: [], broken: [] }
  let index = 0
  for (const line of splitLines(body)) {
    if (line.length === 0) continue
    const text = decodeUtf8(line)
    if (text !== null && text.trim() === '') continue
    if (index === MOST_ROWS) throw tooMany()
    const row = parseJsonText(text)
    if (row === undefined) {
      read.broken.push({ index, field: '', code: 'broken-json', reason: problemWording('broken-json') })
    } else {
      read.rows.push(row)
      read.indexes.push(index)
    }
    index++
  }
  return read
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Null when the bytes are no UTF-8: a name that was sent in GB18030 must not arrive as question marks. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}

function* splitLines(bytes: Uint8Array): Generator<Uint8Array> {
  const LINE_FEED = 0x0a
  let start = 0
  while (start <= bytes.length) {
    const end = bytes.indexOf(LINE_FEED, start)
    yield bytes.subarray(start, end === -1 ? bytes.length : end)
    if (end === -1) return
    start = end + 1
  }
}
