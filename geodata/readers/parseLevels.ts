/** The highest tower has 163 storeys. */
const MOST_LEVELS = 200

/**
 * Reads a number of storeys above ground: `6`, `6F`, `6层`, `地上18层地下2层`, `5.5` (an attic counts as half, rounded up), and the
 * highest of several (`5;7`, `5-7`); undefined when it cannot be read.
 */
export function parseLevels(value: string): number | undefined {
  const text = value.normalize('NFKC').trim().toLowerCase().replace(/地下\s*\d+\s*层?/g, '')
  if (!/^(?:地上|共)?\s*\d/.test(text) || /[^\d.,;\-~、/\s地上共层楼fl+]/.test(text)) return undefined
  const numbers = text.match(/\d+(?:\.\d+)?/g)!.map(Number)
  const levels = Math.ceil(Math.max(...numbers))
  return levels >= 1 && levels <= MOST_LEVELS ? levels : undefined
}
