/** Opaque, stable ids: a letter for what it names and a number that is never used twice. Only the inside reads them apart. */
export type IdLetter = 'p' | 'u' | 'b' | 'n' | 'c' | 's' | 't' | 'r' | 'g' | 'k' | 'd'

export const idOf = (letter: IdLetter, number: number): string => letter + number.toString(36)

/** The number behind an id of that letter, or -1 when it is none. */
export function numberOfId(letter: IdLetter, id: unknown): number {
  if (typeof id !== 'string' || id.length < 2 || id.length > 9 || id[0] !== letter || !/^[0-9a-z]+$/.test(id.slice(1))) return -1
  return parseInt(id.slice(1), 36)
}
