/** Opaque, stable ids: a letter for what it names and a number that is never used twice. Only the inside reads them apart. */
export type IdLetter = 'p' | 'u' | 'b' | 'n' | 'c' | 's' | 't' | 'r' | 'g' | 'k' | 'd'

export const idOf = (letter: IdLetter, number: number): string => letter + number.toString(36)

/** The number behind an id of that letter, or -1 when it is none. HOT: several times a row, so no pattern and no copy. */
export function numberOfId(letter: IdLetter, id: unknown): number {
  if (typeof id !== 'string' || id.length < 2 || id.length > 9 || id[0] !== letter) return -1
  let number = 0
  for (let i = 1; i < id.length; i++) {
    const code = id.charCodeAt(i)
    if (code >= 48 && code <= 57) number = number * 36 + code - 48
    else if (code >= 97 && code <= 122) number = number * 36 + code - 87
    else return -1
  }
  return number
}
