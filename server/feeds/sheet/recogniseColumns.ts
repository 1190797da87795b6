import { COLUMN_NEEDS, COLUMN_RULES } from './columnMeanings.ts'
import type { ColumnNeed, ColumnRule, Meaning, SheetKind } from './columnMeanings.ts'
import { findHeaderWords } from './findHeaderWords.ts'
import type { HeaderParts } from './findHeaderWords.ts'

export interface RecognisedColumn {
  /** As it stands in the sheet; two lines of a header are joined. */
  header: string
  /** 0-based. */
  index: number
  /** Null: nobody needs it, its cells go into the note. */
  meaning: Meaning | null
  /** The words of the header that decided, e.g. `房东 + 电话`; empty when nothing was recognised. */
  why: string
}

/** Several columns could mean the same; the first one was taken, the others go into the note. */
export interface Ambiguity {
  meaning: Meaning
  taken: string
  others: string[]
}

export interface ColumnRecognition {
  columns: RecognisedColumn[]
  /** Needs that no column meets; the sheet is then not read. */
  missing: ColumnNeed[]
  ambiguous: Ambiguity[]
}

/** Several columns may have these: nothing is read from them. */
const PASSED_OVER: ReadonlySet<Meaning> = new Set(['serial', 'reject'])
/** No register is wider; what stands further right is kept as a note only. */
const MOST_COLUMNS = 256

interface Candidate {
  column: number
  meaning: Meaning
  score: number
  unexplained: number
  why: string
}

/**
 * Says what each header cell means for this kind of file, from COLUMN_RULES. One meaning is given to one column: the
 * one whose header says most about it (more words, then rank, then fewer unexplained characters, then the left one);
 * a column that loses its best meaning may still get its second. Meanings in `given` count as present.
 */
export function recogniseColumns(headers: readonly string[], kind: SheetKind, given: ReadonlySet<Meaning> = new Set()): ColumnRecognition {
  const candidates = headers.slice(0, MOST_COLUMNS).flatMap((header, column) => candidatesOf(header, column, COLUMN_RULES[kind]))
  candidates.sort((left, right) => right.score - left.score || left.unexplained - right.unexplained || left.column - right.column)

  const taken = new Map<Meaning, Candidate>()
  const byColumn = new Map<number, Candidate>()
  const losers = new Map<Meaning, Set<number>>()
  for (const candidate of candidates) {
    if (byColumn.has(candidate.column)) continue
    if (taken.has(candidate.meaning) && !PASSED_OVER.has(candidate.meaning)) {
      losers.set(candidate.meaning, (losers.get(candidate.meaning) ?? new Set()).add(candidate.column))
      continue
    }
    taken.set(candidate.meaning, candidate)
    byColumn.set(candidate.column, candidate)
  }

  const columns = headers.map((header, index) => {
    const candidate = byColumn.get(index)
    return { header: header.trim(), index, meaning: candidate?.meaning ?? null, why: candidate?.why ?? '' }
  })
  const ambiguous = [...losers]
    .map(([meaning, indexes]) => ({
      meaning,
      taken: columns[taken.get(meaning)!.column]!.header,
      others: [...indexes].filter((index) => !byColumn.has(index)).map((index) => columns[index]!.header),
    }))
    .filter(({ others, meaning }) => others.length > 0 && meaning !== 'note')
  const isPresent = (meaning: Meaning) => taken.has(meaning) || given.has(meaning)
  const missing = COLUMN_NEEDS[kind].filter((need) => !need.anyOf.some((meanings) => meanings.every(isPresent)))
  return { columns, missing, ambiguous }
}

function candidatesOf(header: string, column: number, rules: readonly ColumnRule[]): Candidate[] {
  if (header.trim() === '') return []
  const parts = findHeaderWords(header)
  if (parts.words.length === 0) return []
  return rules.filter((rule) => matches(rule, parts) && !(rule.alone && parts.unexplained > 0)).map((rule) => ({
    column,
    meaning: rule.meaning,
    score: rule.has.length * 10 + (rule.rank ?? 0),
    unexplained: parts.unexplained,
    why: parts.words.filter(({ word }) => rule.has.includes(word)).map(({ spelling }) => spelling).join(' + '),
  }))
}

function matches(rule: ColumnRule, { words }: HeaderParts): boolean {
  return rule.has.every((needed) => words.some(({ word }) => word === needed))
    && !(rule.lacks ?? []).some((unwanted) => words.some(({ word }) => word === unwanted))
}
