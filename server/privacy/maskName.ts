/** A name as everybody may see it: the first character, then as many stars as there are others: `张**`, `欧***`. */
export function maskName(name: string): string {
  const characters = [...name]
  return characters.length === 0 ? '' : characters[0] + '*'.repeat(Math.min(Math.max(characters.length - 1, 1), 3))
}
