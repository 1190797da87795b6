const DIGITS = '零一二三四五六七八九'
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
/** Written by hand and on forms: 〇 and ○ for zero, 两 for two, the formal figures of receipts. */
const VARIANTS: Record<string, string> = {
  〇: '零', '○': '零', 两: '二', 壹: '一', 贰: '二', 叁: '三', 肆: '四', 伍: '五', 陆: '六', 柒: '七', 捌: '八', 玖: '九',
  拾: '十', 佰: '百', 仟: '千',
}

/** Figures that numbers of rooms and buildings are written in, for a character class. */
export const CHINESE_FIGURES = '零〇○一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰'

/**
 * A whole number in Chinese figures, from 0 to 9999: `十二` is 12, `一百零三` is 103, `三〇二` (digit by digit) is
 * 302. Null when any other character stands in it, or when the figures make no number (`十十`).
 */
export function readChineseNumber(text: string): number | null {
  if (text === '' || text.length > 9) return null
  const figures = [...text].map((figure) => VARIANTS[figure] ?? figure)
  if (!figures.every((figure) => DIGITS.includes(figure) || figure in UNITS)) return null
  if (!figures.some((figure) => figure in UNITS)) {
    return figures.length > 4 ? null : Number(figures.map((figure) => DIGITS.indexOf(figure)).join(''))
  }
  let total = 0
  let digit: number | null = null
  let smallestUnit = 10_000
  for (const figure of figures) {
    const unit = UNITS[figure]
    if (unit === undefined) {
      if (digit !== null && digit !== 0) return null
      digit = DIGITS.indexOf(figure)
      continue
    }
    if (unit >= smallestUnit) return null
    // 十二 leaves the one before 十 out; 零 only fills a gap.
    if (digit === 0 || (digit === null && total > 0)) return null
    total += (digit ?? 1) * unit
    smallestUnit = unit
    digit = null
  }
  return total + (digit ?? 0)
}
