const CANDIDATES = [',', '\t', ';'] as const

/**
 * The delimiter of a text table: of comma, tab and semicolon the one that stands in the most of the first lines
 * outside quotes, at least as often as the others. Comma when none does.
 */
export function findDelimiter(opening: string): ',' | ';' | '\t' {
  const unquoted = opening.replace(/"[^"]*"/g, '')
  const lines = unquoted.split(/\r\n|\r|\n/).slice(0, 30).filter((line) => line.trim() !== '')
  let best: ',' | ';' | '\t' = ','
  let bestScore = 0
  for (const candidate of CANDIDATES) {
    const counts = lines.map((line) => line.split(candidate).length - 1)
    // Lines with it weigh first: a comma inside an address stands in few lines, a delimiter in nearly all.
    const score = counts.filter((count) => count > 0).length * 1000 + Math.min(999, Math.max(0, ...counts))
    if (score > bestScore) {
      best = candidate
      bestScore = score
    }
  }
  return best
}
