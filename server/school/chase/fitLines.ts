/**
 * The text with the most that a receiver takes, in bytes of UTF-8: with every detail, then with ever fewer of them (`details`,
 * from 0), then with fewer lines of `count`. `textOf` says how it reads then. Pure.
 */
export function fitLines(details: number, count: number, mostBytes: number, textOf: (detail: number, kept: number) => string): string {
  const fits = (text: string): boolean => Buffer.byteLength(text) <= mostBytes
  for (let detail = 0; detail < details; detail++) {
    const whole = textOf(detail, count)
    if (fits(whole)) return whole
  }
  let kept = count - 1
  while (kept > 0 && !fits(textOf(details - 1, kept))) kept--
  return textOf(details - 1, kept)
}
