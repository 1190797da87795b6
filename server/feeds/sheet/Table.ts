/** A number as a workbook stores it. `text` is what stands in the cell, a format of zeros applied (`0302`). */
export interface NumberCell {
  kind: 'number'
  value: number
  text: string
  /** More than 15 digits: the spreadsheet program has rounded it, the last ones are lost (identity numbers!). */
  rounded: boolean
}

/** A number that its format shows as a date: wall-clock time of no zone, `YYYY-MM-DDTHH:MM:SS`. */
export interface DateCell {
  kind: 'date'
  value: string
  text: string
}

/** Null is an empty cell; text is as it stands, without NUL; booleans are `TRUE`/`FALSE`, errors `#N/A` and the like. */
export type Cell = string | NumberCell | DateCell | null

export interface TableRow {
  /**
   * 1-based row of the sheet, as a spreadsheet program shows it. In a text file: the number of the record, blank lines
   * counted, a quoted cell with line breaks being part of one record; that is the row at which the file opens.
   */
  number: number
  /** By column, 0-based; may be shorter than other rows. */
  cells: Cell[]
}

export interface Table {
  /** Empty for a text file. */
  sheetName: string
  /** The file's own name without its folder; a year may stand in it. */
  fileName: string
  /** In order; rows without any cell may be left out, `number` tells. */
  rows: TableRow[]
  /** True for a workbook (numbers and dates are known as such), false for a text file. */
  cellsAreTyped: boolean
  /** The day that serial number 0 stands for; 1904 in workbooks of old Macintosh programs. */
  epoch: 1900 | 1904
  /** Visible sheets with content that were not read, because one table is one sheet. */
  otherSheets: string[]
}
