/** Lines of cells as CSV: UTF-8 with mark, CRLF. No cell starts with a character that makes a spreadsheet program calculate. */
export const writeCsv = (lines: readonly (readonly string[])[]): string => `\uFEFF${lines.map(csvLine).join('')}`

/** One line of it, with its end; for files that are written bit by bit. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(toCsvCell).join(',')}\r\n`

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g
/** `=`, `+`, `-`, `@` and their full-width forms, behind blanks too; tab and line ends at the start. */
const RUNS = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/

function toCsvCell(text: string): string {
  // Control characters first: a program that drops them would find the sign behind them.
  const clean = text.replace(CONTROL, '')
  const safe = RUNS.test(clean) ? `'${clean}` : clean
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
