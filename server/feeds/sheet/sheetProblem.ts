import type { Wording } from '../../protocol/entities.ts'

/** Codes are the ones that the feeds' own checks use for the same trouble, and stable. */
export type SheetProblemCode =
  | 'missing' | 'not-a-date' | 'not-an-instant' | 'not-a-number' | 'unknown-value' | 'required-for-returned' | 'not-an-address'
  | 'rounded-number' | 'unread-value' | 'transit-unnamed' | 'number-given-twice' | 'filled-down'

/** What is wrong with one cell, named by the sheet's own header. */
export interface SheetProblem {
  /** The header as it stands in the sheet; the usual name of the field when the sheet has no such column. */
  column: string
  /** The field of the row (rows.ts). */
  field: string
  code: SheetProblemCode
  reason: Wording
}

type Sentence = (column: string) => string
const REASONS: Record<SheetProblemCode, { zh: Sentence; en: Sentence }> = {
  missing: { zh: (column) => `「${column}」没有填写`, en: (column) => `"${column}" is empty` },
  'not-a-date': { zh: (column) => `「${column}」无法识别`, en: (column) => `"${column}" is not a date` },
  'not-an-instant': { zh: (column) => `「${column}」无法识别,应有日期和时间`, en: (column) => `"${column}" is not a date with a time` },
  'not-a-number': { zh: (column) => `「${column}」无法识别`, en: (column) => `"${column}" is not a number` },
  'unknown-value': { zh: (column) => `「${column}」的内容无法识别`, en: (column) => `"${column}" is none of the known values` },
  'required-for-returned': { zh: (column) => `已返沪的人须填「${column}」`, en: (column) => `a returned person needs "${column}"` },
  'not-an-address': { zh: (column) => `「${column}」里找不到楼号和室号`, en: (column) => `"${column}" holds no building and room` },
  'rounded-number': {
    zh: (column) => `「${column}」被表格软件按数字保存,末几位已丢失,未采用`,
    en: (column) => `"${column}" was stored as a number and has lost its last digits; it was not used`,
  },
  'unread-value': { zh: (column) => `「${column}」无法识别,已放入备注`, en: (column) => `"${column}" was not understood and went into the note` },
  'transit-unnamed': {
    zh: (column) => `「${column}」只填了“是”,没有写明地区`,
    en: (column) => `"${column}" says yes but names no region`,
  },
  'number-given-twice': {
    zh: (column) => `「${column}」在本表的另一行给了别的姓名或班级`,
    en: (column) => `another row of this file gives the same "${column}" to another name or class`,
  },
  'filled-down': {
    zh: (column) => `「${column}」只在每段的第一行填写,以下各行按上一行取值`,
    en: (column) => `"${column}" is written once for all rows below: each blank took the value above it`,
  },
}

/** A cell of only these signs, and short, can be nothing but a date, a number or a temperature: it names nobody. */
const NAMES_NOBODY = /^[\d\s年月日号时分秒点度℃°C\-/.:。零〇一二三四五六七八九十廿卅]{1,20}$/

/** A problem with its words. The cell is quoted only when it can name nobody: `「返沪日期」无法识别:二月三十日`. */
export function sheetProblem(column: string, field: string, code: SheetProblemCode, cell = ''): SheetProblem {
  const text = cell.normalize('NFKC').trim()
  const quote = NAMES_NOBODY.test(text) && !/\d{7}/.test(text) ? text : ''
  const words = REASONS[code]
  return {
    column, field, code,
    reason: {
      'zh-CN': words.zh(column) + (quote === '' ? '' : `:${quote}`),
      en: words.en(column) + (quote === '' ? '' : `: ${quote}`),
    },
  }
}
