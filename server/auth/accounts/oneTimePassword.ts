import { randomInt } from 'node:crypto'

/** Without those that are mistaken for one another when read out or copied from paper. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz'

/** A password to hand over once, like `k7mp-x3rd-9wqa`: 59 bits. */
export function oneTimePassword(): string {
  const signs = Array.from({ length: 12 }, () => SIGNS[randomInt(SIGNS.length)])
  return [0, 4, 8].map((start) => signs.slice(start, start + 4).join('')).join('-')
}
