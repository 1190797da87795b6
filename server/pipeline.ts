/**
 * The life of a report, on one screen:
 *
 *   feed → parse → draft (which person, which unit) → log (on disk) → known facts → live world → delta → sockets
 *
 * Everything that comes in goes through `accept`: a posted row, a line of a spreadsheet, a footprint, the demo's day.
 */

import type { RowKind } from './feeds/rows.ts'
import { type CheckedRow, checkRow } from './intake/checkRow.ts'
import { draftRow, isApplied } from './intake/draftRow.ts'
import type { IntakeContext } from './intake/intakeContext.ts'
import type { Feed, ParseContext } from './packs/pack.ts'
import { type BatchResult, type RejectedRow, StoreUnavailableError } from './service.ts'
import { hash53 } from './protocol/hash53.ts'
import { BODY_SCHEMA_VERSION, type LogDraft, type LogEntry } from './store/logEntry.ts'
import { DiskFullError, type Store } from './store/openStore.ts'
import type { KnownFacts } from './world/knownFacts.ts'

/** Small batches that wait together are committed together, up to this many rows: one fsync serves them all. */
const MAX_ROWS_A_COMMIT = 2000

interface Batch {
  kind: RowKind | string
  rows: unknown[]
  author: string
  resolve(result: BatchResult): void
  reject(error: Error): void
}

export interface PipelineOptions {
  store: Store
  known: () => KnownFacts
  feeds: ReadonlyMap<string, Feed>
  parseContext: () => ParseContext
  /** Made afresh for each commit. */
  intake: () => IntakeContext
  /** Entries that are on disk and applied to the known facts, in order. */
  onApplied(entries: LogEntry[], touched: ReturnType<KnownFacts['apply']>[]): void
  /** A commit failed after rows had been applied: the known facts must be read again from the log. */
  onTorn(): Promise<void>
}

export class Pipeline {
  private readonly waiting: Batch[] = []
  private running = false
  private stopped = false

  constructor(private readonly options: PipelineOptions) {}

  /** Resolves when the rows are on disk and applied. Throws StoreUnavailableError when they could not be written. */
  accept(kind: RowKind | string, rows: unknown[], author: string): Promise<BatchResult> {
    if (this.stopped) return Promise.reject(new StoreUnavailableError('not-ready'))
    return new Promise((resolve, reject) => {
      this.waiting.push({ kind, rows, author, resolve, reject })
      if (!this.running) {
        this.running = true
        setImmediate(() => void this.drain())
      }
    })
  }

  /** What would become of a row of a file, or of a desk's report as far as it is read; nothing is written. */
  check(kind: RowKind | string, row: unknown): CheckedRow {
    return checkRow(kind, this.options.feeds.get(kind)!, row, this.options.parseContext(), this.options.known())
  }

  /** Takes nothing more; resolves when what was taken is done. */
  async stop(): Promise<void> {
    this.stopped = true
    while (this.running) await new Promise((resolve) => setImmediate(resolve))
  }

  resume(): void {
    this.stopped = false
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const group: Batch[] = [this.waiting.shift()!]
      let rows = group[0].rows.length
      while (this.waiting.length > 0 && rows + this.waiting[0].rows.length <= MAX_ROWS_A_COMMIT) {
        rows += this.waiting[0].rows.length
        group.push(this.waiting.shift()!)
      }
      await this.commit(group)
      // Sockets, health checks and other requests get their turn between commits.
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.running = false
  }

  private async commit(group: Batch[]): Promise<void> {
    const { store, onApplied } = this.options
    const known = this.options.known()
    const applied: { entry: LogEntry; touched: ReturnType<KnownFacts['apply']> }[] = []
    const late: LogEntry[] = []
    let results: BatchResult[]
    try {
      results = store.transaction(() => {
        const context = this.options.intake()
        let seq = Math.max(known.rev, store.lastSeq())
        return group.map((batch) => {
          const result = this.write(batch, context, known, () => ++seq, (entry) => {
            if (isApplied(batch.kind) === 'at-once') applied.push({ entry, touched: known.apply(entry) })
            else late.push(entry)
          })
          return { ...result, rev: seq }
        })
      })
    } catch (failure) {
      known.latest.rollback()
      const error = failure instanceof DiskFullError ? new StoreUnavailableError('disk-full') : failure instanceof Error ? failure : new StoreUnavailableError('write-failed')
      if (applied.length > 0) await this.options.onTorn()
      for (const batch of group) batch.reject(error)
      return
    }
    known.latest.commit()
    for (const entry of late) applied.push({ entry, touched: known.apply(entry) })
    onApplied(applied.map(({ entry }) => entry), applied.map(({ touched }) => touched))
    group.forEach((batch, index) => batch.resolve(results[index]))
  }

  /** HOT: every row that ever comes in. */
  private write(batch: Batch, context: IntakeContext, known: KnownFacts, nextSeq: () => number, take: (entry: LogEntry) => void): Omit<BatchResult, 'rev'> {
    const { store, feeds } = this.options
    const parse = this.options.parseContext()
    const feed = feeds.get(batch.kind)
    context.batchBeganAt = Math.max(context.batchBeganAt, known.rev)
    const rejected: RejectedRow[] = []
    let accepted = 0
    let duplicates = 0
    for (let index = 0; index < batch.rows.length; index++) {
      const reportId = (batch.rows[index] as { id?: unknown } | null)?.id
      const reportKey = typeof reportId === 'string' && reportId !== '' ? store.reportKeyOf(batch.kind, reportId) : null
      // Looked up before drafting, since a draft may make a person that only its log entry would account for.
      if (reportKey !== null && (context.newReportKeys.has(reportKey) || known.reportKeys.has(reportKey, store.reportKeyAt))) {
        duplicates++
        continue
      }
      const drafted = draftRow(batch.kind, feed, batch.rows[index], parse, context)
      if (drafted === 'duplicate') {
        duplicates++
        continue
      }
      if (Array.isArray(drafted)) {
        for (const problem of drafted.slice(0, 1)) rejected.push({ index, ...problem })
        continue
      }
      if (drafted.is === 'problem') {
        rejected.push({ index, ...drafted.problem })
        continue
      }
      const contentHash = hash53(drafted.content)
      if (reportKey === null && drafted.index >= 0 && known.latest.isLatest(drafted.table, drafted.index, contentHash)) {
        duplicates++
        continue
      }
      const draft: LogDraft = {
        receivedAt: parse.now, observedAt: drafted.observedAt, validOn: drafted.validOn, feed: drafted.feed, author: batch.author, contentHash, body: drafted.body, bodyText: drafted.bodyText, reportKey,
      }
      const seq = nextSeq()
      store.append(seq, draft)
      if (reportKey !== null) context.newReportKeys.add(reportKey)
      if (drafted.cells) store.vault.addCells(seq, drafted.person, drafted.unit, drafted.cells)
      if (drafted.index >= 0) known.latest.setUndoable(drafted.table, drafted.index, contentHash)
      accepted++
      take({
        seq, receivedAt: draft.receivedAt, observedAt: draft.observedAt, validOn: draft.validOn, feed: draft.feed, author: draft.author,
        schemaVersion: BODY_SCHEMA_VERSION, supersedes: null, contentHash, reportKey, body: drafted.body,
      })
    }
    return { accepted, duplicates, rejected }
  }
}
