import { foldText } from '../../../merge/address/foldText.ts'
import { readChineseNumber } from '../../../merge/address/readChineseNumber.ts'
import type { Cell } from '../Table.ts'

const DIGITS = '零一二三四五六七八九'

/**
 * Degrees Celsius of a cell, or null: 36.5, `36.5℃`, `３６．５`, `36。5`, `36,5`, `36.5度`, `36度5`, `体温36.5`,
 * `三十六度五`, `三十六点五`. A number without sense (3.65, 365) is returned as it is and judged later; two numbers, or
 * words (`正常`), are null.
 */
export function parseTemperature(cell: Cell): number | null {
  if (cell === null) return null
  if (typeof cell !== 'string') return cell.kind === 'number' ? cell.value : null
  if (cell.length > 40) return null
  const text = foldText(cell)
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^'/, '')
    .replace(/^(?:今日|本人)?(?:体温|温度|腋温|额温)[::]?/, '')
    // Where it was taken: 36.5(腋下).
    .replace(/(?<=.)\([^()\d]*\)$/, '')
    .replace(/[。·•,、]/g, '.')
    .replace(/(?<=\d)°(?=\d)/, '度')
    .replace(/(?:摄氏度|°c|℃|°|度c|c)$/, '度')
  const plain = /^([+-]?\d{1,4}(?:\.\d{1,4})?)\.?度?$/.exec(text) ?? /^([+-]?\d{1,4}\.\.?\d{1,4})度?$/.exec(text)
  if (plain !== null) return Number(plain[1]!.replace('..', '.'))
  const split = /^(\d{1,3})[度点](\d{1,2})度?$/.exec(text)
  if (split !== null) return Number(`${split[1]}.${split[2]}`)
  const chinese = /^([零〇一二三四五六七八九十百]{1,5})(?:[度点.]([零〇一二三四五六七八九]{1,2}|半)?度?)?$/.exec(text)
  if (chinese === null) return null
  const whole = readChineseNumber(chinese[1]!)
  if (whole === null) return null
  const decimals = chinese[2] === undefined ? '0' : chinese[2] === '半' ? '5' : [...chinese[2].replaceAll('〇', '零')].map((figure) => DIGITS.indexOf(figure)).join('')
  return Number(`${whole}.${decimals}`)
}
