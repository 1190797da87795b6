import type { Feed, ParseContext, ParsedReport, RowProblem } from '../packs/pack.ts'
import type { Wording } from '../protocol/entities.ts'
import { rowProblem } from './reasons.ts'
import { asRecord } from './rowChecks/asRecord.ts'
import { deskReport } from './rowChecks/deskReport.ts'
import { readWrittenAt } from './rowChecks/readWrittenAt.ts'
import { PrivateCells } from './rowChecks/PrivateCells.ts'
import { type ReadSubject, readSubject } from './rowChecks/readSubject.ts'

/** A row that is being read: problems and private cells are added as they are found. */
export interface DeskRow extends ReadSubject {
  row: Record<string, unknown>
  context: ParseContext
  problems: RowProblem[]
  aside: PrivateCells
}

export interface DeskFeedOptions {
  /** Whether a row must name somebody; absent: it may be about the unit as a whole. */
  personRequired?: (row: Record<string, unknown>) => boolean
  /** A row may name a known person and how that person is called from now on. */
  corrects?: boolean
}

/**
 * A feed that is written at the desk: rows that name unit and person by id, valid on the day they are written (`at`, or now). `read`
 * gives the impersonal body, adds problems, and keeps aside what may name somebody.
 */
export function createDeskFeed(name: string, title: Wording, read: (desk: DeskRow) => Record<string, unknown>, options: DeskFeedOptions = {}): Feed {
  return {
    name,
    title,
    parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
      const row = asRecord(raw)
      if (!row) return [rowProblem('', 'not-an-object')]
      const problems: RowProblem[] = []
      const aside = new PrivateCells()
      const named = readSubject(row, options.personRequired?.(row) ?? false, problems, aside, options.corrects)
      const { writtenAt, day } = readWrittenAt(row, context, problems)
      const body = read({ ...named, row, context, problems, aside })
      if (problems.length > 0) return problems
      return { ...deskReport(named, day, body, aside), observedAt: writtenAt }
    },
  }
}
