/**
 * Lines of a queue, each home's together where its first stands; `lead` is that first one, null for whoever is alone. Pure.
 * Only neighbours, and no line that stands for several: each pupil's alert is taken up, assigned, judged and closed by
 * itself and has its own time, which a folded line would hide. What the reader does not see is in no home here, either.
 */
export function gatherHomes(lines: readonly number[], homeOf: (line: number) => string | null): { line: number; lead: number | null }[] {
  const homes = new Map<string, number[]>()
  const parts = lines.map((line) => {
    const home = homeOf(line)
    const known = home === null ? undefined : homes.get(home)
    if (known) {
      known.push(line)
      return null
    }
    const part = [line]
    if (home !== null) homes.set(home, part)
    return part
  })
  return parts.flatMap((part) => (part ? part.map((line) => ({ line, lead: part.length > 1 ? part[0] : null })) : []))
}
