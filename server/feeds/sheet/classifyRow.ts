import { foldText } from '../../merge/address/foldText.ts'
import { cellText } from './cellText.ts'
import type { Recognition } from './Recognition.ts'
import type { TableRow } from './Table.ts'

/** Only data rows are rows: the others are counted for the sender, but neither accepted nor rejected. */
export type RowClass = 'data' | 'blank' | 'total' | 'other'

const TOTAL = /^(?:本页|本表|全部|人员)?(?:合计|总计|小计|共计|总数|汇总|累计|总人数|总户数|小结|total|subtotal|grandtotal|sum)(?:人数|户数)?(?:\([人户名条]\))?(?:[::]?\d*[人户名条]?)?$|^共\d+[人户名条]$/
const FOOTER = /^(?:[※*]|(?:填表|制表|审核|负责|经办|联系|填报|统计|登记)人(?:员)?(?:签[名字])?[::]|(?:填表|填报|制表|报送|打印|统计)?(?:单位|日期|时间)[::]|第\d+页|注[::]|(?:填表|填写)?说明[::]|备注[::])/
/** From so many recognised columns on, a lone cell at the left is a stamp or a date below the table and no row that lacks the rest. */
const WIDE = 5
/** A total's label stands at the left. */
const CELLS_LOOKED_AT = 3

/**
 * Whether a row below the header is data. Blank: no cell, or only the running number of a prepared form. Total: one of
 * the first three filled cells is 合计, 小计 … Other: a footer (填表人:…), a repeated header, a line of text in which no
 * column that matters, or the first one alone, is filled.
 */
export function classifyRow(row: TableRow, recognition: Recognition): RowClass {
  let filled = 0
  let meaningful = 0
  let repeated = 0
  let last = -1
  for (const { index, meaning, header } of recognition.columns) {
    const text = cellText(row.cells[index])
    if (text === '') continue
    if (meaning === 'serial' || meaning === 'reject') continue
    filled++
    last = index
    if (meaning !== null && meaning !== 'note') meaningful++
    if (text === header) repeated++
  }
  const labels: string[] = []
  for (const cell of row.cells) {
    const text = cellText(cell)
    if (text !== '' && labels.push(text) === CELLS_LOOKED_AT) break
  }
  const first = labels[0]
  if (first === undefined) return 'blank'
  if (labels.some((label) => label.length <= 20 && TOTAL.test(foldText(label).toLowerCase().replace(/\s/g, '')))) return 'total'
  if (FOOTER.test(foldText(first))) return 'other'
  if (filled === 0) return /^\d+[.、]?$/.test(foldText(first)) ? 'blank' : 'other'
  if (repeated === filled && repeated > 1) return 'other'
  if (filled === 1 && last === firstMeaningful(recognition) && recognition.columns.filter(({ meaning }) => meaning !== null).length >= WIDE) return 'other'
  return meaningful === 0 ? 'other' : 'data'
}

const firstMeaningful = ({ columns }: Recognition): number => columns.find(({ meaning }) => meaning !== null && meaning !== 'serial' && meaning !== 'reject')?.index ?? -1
