import { createHash } from 'node:crypto'

export interface HashedFields {
  seq: number
  at: number
  account: string
  action: string
  subject: string
  details: string
  previous_hash: string
}

/** SHA-256 over every field and the hash of the row before; as a JSON list, so that no two rows write the same bytes. */
export const hashAuditRow = (row: HashedFields): string => createHash('sha256')
  .update(JSON.stringify([row.seq, row.at, row.account, row.action, row.subject, row.details, row.previous_hash]))
  .digest('hex')
