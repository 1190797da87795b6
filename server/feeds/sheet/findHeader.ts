import { cellText } from './cellText.ts'
import type { HeaderWord, Meaning, SheetKind } from './columnMeanings.ts'
import { findHeaderWords } from './findHeaderWords.ts'
import { recogniseColumns } from './recogniseColumns.ts'
import type { ColumnRecognition } from './recogniseColumns.ts'
import type { Table, TableRow } from './Table.ts'

export interface Header extends ColumnRecognition {
  /** Rows of the sheet that hold the header: one or two, 1-based. */
  headerRows: number[]
  /** Text of everything above the header: title, unit, date of the list. */
  title: string
  /** Index in `table.rows` of the first row below the header. */
  firstDataIndex: number
}

/** Titles, instructions and stamps stand above a header, rarely more than ten rows of them. */
const ROWS_SEARCHED = 40
/** A row with fewer recognised columns is a title that happens to hold a word. */
const FEWEST_COLUMNS = 2

/**
 * Finds the header row of a table: of the first 40 rows the one whose cells meet the most needs of this kind of file,
 * then the one with the most recognised columns, then the upper one. Two lines are joined (`房东信息` over `姓名` and
 * `电话`) when that recognises clearly more than one line alone. Null when no row looks like a header.
 */
export function findHeader(table: Table, kind: SheetKind, given: ReadonlySet<Meaning> = new Set()): Header | null {
  let best: { header: Header; score: number } | null = null
  const searched = Math.min(table.rows.length, ROWS_SEARCHED)
  for (let index = 0; index < searched; index++) {
    const row = table.rows[index]!
    const single = recogniseColumns(row.cells.map(cellText), kind, given)
    const next = table.rows[index + 1]
    // One filled cell above a header is its title.
    const mayJoin = next !== undefined && next.number === row.number + 1 && filledCount(row) > 1
    const joined = mayJoin && looksLikeHeaderLine(row) && looksLikeHeaderLine(next)
      ? recogniseColumns(joinLines(row, next), kind, given)
      : null
    const useJoined = joined !== null && (joined.missing.length < single.missing.length || countOf(joined) >= countOf(single) + 2)
      && gainsOver(recogniseColumns(next!.cells.map(cellText), kind, given), joined)
    const recognition = useJoined ? joined : single
    if (countOf(recognition) < FEWEST_COLUMNS) continue
    // Half a point for one line: a line of title cells joined to the header below knows as much as the header alone.
    const score = countOf(recognition) - recognition.missing.length * 100 + (useJoined ? 0 : 0.5)
    if (best !== null && score <= best.score) continue
    const lines = useJoined ? [row.number, next!.number] : [row.number]
    best = {
      score,
      header: {
        ...recognition,
        headerRows: lines,
        title: table.rows.slice(0, index).flatMap(({ cells }) => cells.map(cellText)).filter((text) => text !== '').join(' ').slice(0, 2000),
        firstDataIndex: index + lines.length,
      },
    }
    // Nothing below can know more than the row that has everything.
    if (recognition.missing.length === 0) break
  }
  return best?.header ?? null
}

/** A line above the table (填报单位, 填表日期) tells the header below it nothing, or spoils it. */
function gainsOver(lower: ColumnRecognition, joined: ColumnRecognition): boolean {
  if (joined.missing.length !== lower.missing.length) return joined.missing.length < lower.missing.length
  return countOf(joined) >= countOf(lower) && joined.columns.some(({ meaning }, index) => meaning !== lower.columns[index]?.meaning)
}

const countOf = ({ columns }: ColumnRecognition) => columns.filter(({ meaning }) => meaning !== null && meaning !== 'reject').length

const filledCount = (row: TableRow) => row.cells.filter((cell) => cellText(cell) !== '').length

/** Headers are short texts; a number of three digits, a date or a phone number makes a row data, and `label:value` a line above the table. */
function looksLikeHeaderLine(row: TableRow): boolean {
  const filled = row.cells.filter((cell) => cellText(cell) !== '')
  return filled.length > 0 && filled.every((cell) => typeof cell === 'string' && cell.length <= 40 && !/[0-9０-９]{3}|\S[:：]\s*\S/.test(cell))
}

/** The upper line reaches over the blank cells at its right, as merged cells do. */
function joinLines(upper: TableRow, lower: TableRow): string[] {
  const width = Math.max(upper.cells.length, lower.cells.length)
  const headers: string[] = []
  let group = ''
  for (let column = 0; column < width; column++) {
    const top = cellText(upper.cells[column])
    const bottom = cellText(lower.cells[column])
    if (top !== '') group = top
    if (bottom === '') headers.push(top)
    else if (top === bottom || group === '' || isPlaceOfPlace(group, bottom)) headers.push(bottom)
    else headers.push(`${group}${bottom}`)
  }
  return headers
}

const PLACE_WORDS: ReadonlySet<HeaderWord> = new Set(['committee', 'compound', 'building', 'stair', 'room', 'storey', 'address'])

/** 小区, 楼号 and 室号 under 房屋信息 or 居住地址 are what they say; under 户籍地址 they are somebody's native place. */
function isPlaceOfPlace(group: string, bottom: string): boolean {
  const over = findHeaderWords(group).words
  const under = findHeaderWords(bottom).words
  if (over.length === 0 || !over.every(({ word }) => PLACE_WORDS.has(word))) return false
  // 房屋 over 状态 is a use; 地址 over anything is only the place that it stands in.
  return under.some(({ word }) => PLACE_WORDS.has(word)) || (under.length > 0 && over.some(({ word }) => word === 'address'))
}
