import { cellText } from '../cellText.ts'
import { isPlaceholder } from '../../../merge/isPlaceholder.ts'
import type { DateContext } from '../cells/parseDate.ts'
import type { Meaning } from '../columnMeanings.ts'
import type { Recognition, SheetContext } from '../Recognition.ts'
import { sheetProblem } from '../sheetProblem.ts'
import type { SheetProblem, SheetProblemCode } from '../sheetProblem.ts'
import type { Cell, Table, TableRow } from '../Table.ts'

/** A note is for reading, not for storing a second sheet. UTF-16 units. */
const LONGEST_NOTE = 500
const LONGEST_NOTE_CELL = 200

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g

/** Names of columns that a sheet may lack, for problems about what should stand there. */
const USUAL_HEADERS: Partial<Record<Meaning, string>> = {
  compound: '小区', building: '楼号', room: '室号', name: '姓名', returnedOn: '返沪日期', registeredOn: '登记日期', state: '返沪状态',
}

/**
 * The cells of one row by meaning, with the problems found so far. One object serves all rows of a sheet: `moveTo`
 * sets it on the next one.
 */
export class SheetCells {
  problems: SheetProblem[] = []
  /** What was not understood but does not keep the row out. */
  warnings: SheetProblem[] = []
  readonly dates: DateContext
  readonly zoneOffset: string
  private row: TableRow = { number: 0, cells: [] }
  private readonly columns = new Map<Meaning, { index: number; header: string }>()
  private readonly unused: { index: number; header: string }[] = []
  private unread: Meaning[] = []

  constructor(recognition: Recognition, table: Table, private readonly context: SheetContext) {
    for (const { meaning, index, header } of recognition.columns) {
      if (meaning !== null) this.columns.set(meaning, { index, header })
      else if (header !== '') this.unused.push({ index, header })
    }
    this.zoneOffset = context.zoneOffset
    this.dates = {
      epoch: table.epoch,
      ...(recognition.titleYear === null ? {} : { titleYear: recognition.titleYear }),
      ...(context.defaultYear === undefined ? {} : { defaultYear: context.defaultYear }),
    }
  }

  moveTo(row: TableRow): void {
    this.row = row
    this.problems = []
    this.warnings = []
    this.unread = []
  }

  has(meaning: Meaning): boolean {
    return this.columns.has(meaning)
  }

  header(meaning: Meaning): string {
    return this.columns.get(meaning)?.header ?? USUAL_HEADERS[meaning] ?? meaning
  }

  cell(meaning: Meaning): Cell {
    const column = this.columns.get(meaning)
    const cell = column === undefined ? null : (this.row.cells[column.index] ?? null)
    return cellText(cell) === '' ? (this.context.given?.[meaning] ?? null) : cell
  }

  /** What stands in the cell, without control characters; empty for an empty cell. */
  text(meaning: Meaning): string {
    const text = cellText(this.cell(meaning))
    return CONTROL.test(text) ? text.replace(CONTROL, '').trim() : text
  }

  /** The same for a cell that may be empty: `-`, `无`, `不详` count as empty. Undefined when there is nothing. */
  optionalText(meaning: Meaning): string | undefined {
    const text = this.text(meaning)
    return isPlaceholder(text) ? undefined : text
  }

  /** A place with the province that stands in a column of its own: 湖北 and 武汉 are 湖北武汉, either alone is itself. */
  qualified(meaning: Meaning, province: Meaning): string | undefined {
    const own = this.optionalText(meaning)
    const superior = this.optionalText(province)
    if (own === undefined || superior === undefined) return own ?? superior
    return own.startsWith(superior) ? own : `${superior}${own}`
  }

  /** A text that must be there, and say something; the empty string, and a problem, when it does not. */
  requiredText(meaning: Meaning, field: string = meaning): string {
    const text = this.optionalText(meaning) ?? ''
    if (text === '') this.addProblem(meaning, field, 'missing')
    return text
  }

  /** The value that `parse` makes of a cell; if there is something and it makes none, a warning, and it goes into the note. */
  optional<Value>(meaning: Meaning, parse: (text: string, cell: Cell) => Value | null, code: SheetProblemCode = 'unread-value'): Value | undefined {
    const text = this.optionalText(meaning)
    if (text === undefined) return undefined
    const value = parse(text, this.cell(meaning))
    if (value !== null) return value
    if (code === 'unread-value') this.unread.push(meaning)
    this.warnings.push(sheetProblem(this.header(meaning), meaning, code, text))
    return undefined
  }

  addProblem(meaning: Meaning, field: string, code: SheetProblemCode): void {
    this.problems.push(sheetProblem(this.header(meaning), field, code, this.text(meaning)))
  }

  /**
   * The note: the 备注 cell, then `header：value` of every column that nobody needs (the running number left out) and of
   * cells that were not understood. At most 200 characters a cell and 500 in all. Undefined when there is nothing.
   */
  note(): string | undefined {
    const parts: string[] = []
    const own = this.text('note')
    if (own !== '') parts.push(own.slice(0, LONGEST_NOTE_CELL))
    const further = [...this.unused, ...this.unread.map((meaning) => this.columns.get(meaning)).filter((column) => column !== undefined)]
    for (const { index, header } of further) {
      const text = cellText(this.row.cells[index]).replace(CONTROL, '')
      if (!isPlaceholder(text)) parts.push(`${header}：${text.slice(0, LONGEST_NOTE_CELL)}`)
    }
    return parts.length === 0 ? undefined : wholeCharacters(parts.join('；').slice(0, LONGEST_NOTE))
  }
}

/** A cut may have gone through the middle of a rare character. */
function wholeCharacters(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text
}
