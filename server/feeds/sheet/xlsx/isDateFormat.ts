/** Built-in formats that show dates or times, in Western, Chinese, Japanese and Korean programs (ECMA-376 18.8.30). */
const BUILT_IN = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/**
 * Whether a number format shows a serial number as a date or time: a built-in one, or a code with year, month, day,
 * hour or second outside quotes, escapes, brackets (`[$-804]`, `[Red]`) and the word General.
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.has(id)
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '')
  // E stands for an era year, but also for an exponent: 0.00E+00.
  return /[ymdhs]/i.test(bare) || (/e/i.test(bare) && !/E[+-]/i.test(bare))
}
