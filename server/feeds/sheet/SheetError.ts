import type { Wording } from '../../protocol/entities.ts'

/** Why a file cannot be read at all; stable, also used in answers over HTTP. */
export type SheetErrorCode = keyof typeof REASONS

const REASONS = {
  'empty-file': { 'zh-CN': '文件是空的', en: 'the file is empty' },
  'file-too-large': { 'zh-CN': '文件过大', en: 'the file is too large' },
  'html-not-workbook': {
    'zh-CN': '这不是 Excel 工作簿,而是网页(HTML)。请用 Excel 或 WPS 打开后另存为 .xlsx',
    en: 'this is not an Excel workbook but a web page (HTML): open it in a spreadsheet program and save it as .xlsx',
  },
  'xml-not-workbook': {
    'zh-CN': '这是旧的 XML 表格(2003)。请打开后另存为 .xlsx',
    en: 'this is an XML spreadsheet of 2003: open it and save it as .xlsx',
  },
  'text-not-workbook': {
    'zh-CN': '文件名是 .xlsx,内容却是文本。请把扩展名改为 .csv,或打开后另存为 .xlsx',
    en: 'the name says .xlsx but the content is text: rename it to .csv, or open it and save it as .xlsx',
  },
  'old-workbook': {
    'zh-CN': '这是旧格式的工作簿(.xls)。请打开后另存为 .xlsx',
    en: 'this is a workbook of the old format (.xls): open it and save it as .xlsx',
  },
  'binary-workbook': {
    'zh-CN': '这是二进制工作簿(.xlsb)。请打开后另存为 .xlsx',
    en: 'this is a binary workbook (.xlsb): open it and save it as .xlsx',
  },
  'encrypted-workbook': {
    'zh-CN': '工作簿有打开密码。请去掉密码后再导入',
    en: 'the workbook is protected by a password: remove it and import again',
  },
  'not-a-spreadsheet': {
    'zh-CN': '这不是表格文件(只支持 .csv 和 .xlsx)',
    en: 'this is not a spreadsheet (.csv and .xlsx are read)',
  },
  'broken-workbook': { 'zh-CN': '工作簿已损坏或不完整', en: 'the workbook is broken or incomplete' },
  'zip-bomb': {
    'zh-CN': '工作簿展开后过大,已停止读取',
    en: 'the workbook would unpack to far more than it may: reading was stopped',
  },
  'too-many-cells': { 'zh-CN': '表格的行、列或内容过多', en: 'the sheet has too many rows, columns or too much text' },
  'broken-text': { 'zh-CN': '文本表格的引号没有配对', en: 'a quotation mark in the text file is never closed' },
  'empty-sheet': { 'zh-CN': '表格里没有内容', en: 'the sheet is empty' },
  'no-header': { 'zh-CN': '找不到表头', en: 'no header row was found' },
  'missing-column': { 'zh-CN': '缺少需要的列', en: 'a needed column is missing' },
} as const satisfies Record<string, Wording>

/**
 * A file that cannot be read as a sheet of its kind. `code` is stable; `reason` is for people, in both languages, and
 * never quotes a data cell. `detail` names what is meant: a missing column, a row of the sheet, a limit.
 */
export class SheetError extends Error {
  readonly code: SheetErrorCode
  readonly reason: Wording

  constructor(code: SheetErrorCode, detail?: Wording, options?: { cause?: unknown }) {
    const base = REASONS[code]
    const reason = detail === undefined
      ? { 'zh-CN': base['zh-CN'], en: base.en }
      : { 'zh-CN': `${base['zh-CN']}:${detail['zh-CN']}`, en: `${base.en}: ${detail.en}` }
    super(`${code}: ${reason.en}`, options)
    this.name = 'SheetError'
    this.code = code
    this.reason = reason
  }
}
