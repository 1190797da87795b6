/** One line of the log, as it is kept. `body` names people by opaque id only. */
export interface LogEntry {
  seq: number
  receivedAt: number
  observedAt: number | null
  validOn: string
  feed: string
  author: string
  schemaVersion: number
  supersedes: number | null
  contentHash: number
  /** Keyed hash of the sender's id, or null. */
  reportKey: string | null
  body: Record<string, unknown>
}

/** An entry before it has its sequence number. */
export interface LogDraft extends Omit<LogEntry, 'seq' | 'schemaVersion' | 'supersedes'> {
  /** `body` as JSON, when whoever made it had it as text already. */
  bodyText: string | null
}

/** Version of the bodies written today; older ones are upcast on read (upcastBody). */
export const BODY_SCHEMA_VERSION = 1
