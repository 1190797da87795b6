import type { CharacterTable } from './characterTable.ts'
import { foldName } from './foldName.ts'
import type { NameTable } from './nameTable.ts'
import { Rank } from './rank.ts'

/** Positions in the typed text are bits of a 32-bit number; one is for "begun, not finished". Longer texts are cut. */
const MOST_TYPED = 29
const BEGUN = 1 << 30
const UNKNOWN = -1

/** Asks how one name fits. */
export type NameMatcher = (table: NameTable, index: number) => number

/**
 * Fits what was typed to names: characters, whole syllables, initials, and any mixture (`王xiaoh`, `wxh`, `zhxm`). The
 * typed text is walked along the name with all positions it could stand at, as bits: each character of the name leads
 * from a position to those behind one of its readings. Null when nothing that could stand in a name was typed.
 */
export function createNameMatcher(characters: CharacterTable, text: string): NameMatcher | null {
  const typed = foldName(text).slice(0, MOST_TYPED)
  const length = typed.length
  if (length === 0) return null
  const end = 1 << length
  // Per character and position: where reading it in full leads, and where reading it in full or by its initial does.
  const inFull = new Int32Array(characters.size * length).fill(UNKNOWN)
  const inShort = new Int32Array(characters.size * length)

  function work(code: number, at: number): void {
    const character = characters.characterOf(code)
    let full = typed[at] === character ? 1 << (at + 1) : 0
    let short = 0
    for (const reading of characters.readingsOf(code)) {
      let same = 0
      while (same < reading.length && at + same < length && typed[at + same] === reading[same]) same++
      if (same === 0) continue
      short |= 1 << (at + 1)
      if (same >= 2 && reading[1] === 'h') short |= 1 << (at + 2)
      if (same === reading.length) full |= 1 << (at + same)
      else if (at + same === length) full |= BEGUN
    }
    inFull[code * length + at] = full
    inShort[code * length + at] = full | short
  }

  /** All positions behind the character, from all positions of `from`. */
  function step(transitions: Int32Array, code: number, from: number): number {
    let reached = 0
    for (let rest = from & ~BEGUN; rest !== 0; rest &= rest - 1) {
      const cell = code * length + 31 - Math.clz32(rest & -rest)
      if (inFull[cell] === UNKNOWN) work(code, cell - code * length)
      reached |= transitions[cell]
    }
    return reached
  }

  // HOT: every person, every search (bench: search). Nearly every name ends at its first character.
  return (table, index) => {
    const size = table.size.values[index]
    const first = table.start.values[index]
    const { codes } = table
    for (let start = 0; start < size; start++) {
      const cell = codes[first + start] * length
      if (inFull[cell] === UNKNOWN) work(codes[first + start], 0)
      if (inShort[cell] === 0 && inFull[cell] === 0) continue
      const rank = walk(codes, first + start, first + size, start > 0)
      if (rank !== Rank.None) return rank
    }
    return Rank.None
  }

  /** The name's characters from `from` up to `to`, all of the typed text from its beginning. */
  function walk(codes: Uint16Array, from: number, to: number, isInside: boolean): number {
    let full = 1
    let short = 1
    let best: number = Rank.None
    for (let i = from; i < to && short !== 0; i++) {
      const code = codes[i]
      full = full === 0 ? 0 : step(inFull, code, full)
      short = step(inShort, code, short)
      const isLast = i === to - 1
      if (full & end) return isInside ? Rank.Inside : isLast ? Rank.Exact : Rank.Prefix
      if (full & BEGUN) return isInside ? Rank.Inside : Rank.Begun
      if (best === Rank.None && short & (end | BEGUN)) best = isInside ? Rank.InitialsInside : isLast && short & end ? Rank.Initials : Rank.InitialsPrefix
      full &= end - 1
      short &= end - 1
    }
    return best
  }
}
