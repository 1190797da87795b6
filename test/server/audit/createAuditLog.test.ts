import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditLog } from '../../../server/audit/auditLog.ts'
import { auditReports } from '../../../server/audit/auditReports.ts'
import { createAuditLog } from '../../../server/audit/createAuditLog.ts'
import { hashAuditRow } from '../../../server/audit/hashAuditRow.ts'
import { openStore, type Store } from '../../../server/store/openStore.ts'
import type { AuditRow } from '../../../server/store/tables.ts'

let folder: string
let store: Store
let audit: AuditLog
let at: number
const file = (): string => join(folder, 'liuse.sqlite')
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liuse-audit-'))
  store = await openStore(file())
  at = 1_000
  audit = createAuditLog(store.auditTable, () => at++)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const fill = (count: number): void => {
  for (let i = 1; i <= count; i++) audit.write({ account: `a${i % 3}`, action: i % 2 === 0 ? 'show-person' : 'report', subject: `p${i}`, details: { reason: `因 ${i}`, times: i, shown: true } })
}

/** As somebody with the file and a database program would. */
function tamper<Result>(work: (database: Database.Database) => Result): Result {
  const database = new Database(file())
  database.exec('drop trigger if exists audit_never_update; drop trigger if exists audit_never_delete')
  const result = work(database)
  database.close()
  return result
}

describe('the audit log', () => {
  it('is on disk when a write returns, and says what was written', () => {
    audit.write({ account: 'a1', action: 'show-person', subject: 'p7', details: { reason: '回访' } })
    const elsewhere = new Database(file(), { readonly: true })
    expect(elsewhere.prepare('select account, action, subject, details from audit').all()).toEqual([{ account: 'a1', action: 'show-person', subject: 'p7', details: '{"reason":"回访"}' }])
    elsewhere.close()
    expect(audit.list({})).toEqual([{ seq: 1, at: 1_000, account: 'a1', action: 'show-person', subject: 'p7', details: { reason: '回访' } }])
  })

  it('lists newest first, by every filter, page by page', () => {
    fill(30)
    expect(audit.list({ limit: 3 }).map(({ seq }) => seq)).toEqual([30, 29, 28])
    expect(audit.list({ limit: 3, beforeSeq: 28 }).map(({ seq }) => seq)).toEqual([27, 26, 25])
    expect(audit.list({ account: 'a1' }).every(({ account }) => account === 'a1')).toBe(true)
    expect(audit.list({ account: 'a1' })).toHaveLength(10)
    expect(audit.list({ action: 'report', subject: 'p3' })).toHaveLength(1)
    expect(audit.list({ fromAt: 1_010, toAt: 1_012 }).map(({ seq }) => seq)).toEqual([12, 11])
    expect(audit.list({ account: "a1' or '1'='1" })).toEqual([])
  })

  it('finds by one id what was done to it alone, to many at once, and to somebody of the home', () => {
    const result = { accepted: 2, duplicates: 0, rejected: [], rev: 7 }
    auditReports(audit, 'mark', [{ unit: 'u1' }, { unit: 'u12' }, { unit: 'u1' }], 'a1', result)
    auditReports(audit, 'note', [{ unit: 'u1' }], 'a1', result)
    auditReports(audit, 'verification', [{ task: 't1' }, { task: 't2' }], 'a1', result)
    auditReports(audit, 'units', [{ building: 'b1', room: '101' }], 'a1', result)
    audit.write({ account: 'a1', action: 'show-person', subject: 'p1', details: { unit: 'u12' } })
    const seqs = (subject: string) => audit.list({ subject }).map(({ seq }) => seq)
    expect([seqs('u1'), seqs('u12'), seqs('t2'), seqs('b1'), seqs('u2'), seqs('%')]).toEqual([[2, 1], [5, 1], [3], [], [], []])
    expect(audit.list({}).map(({ subject }) => subject)).toEqual(['p1', '', '', 'u1', ''])
  })

  it('holds over a restart', async () => {
    fill(5)
    store.close()
    store = await openStore(file())
    audit = createAuditLog(store.auditTable, () => at++)
    fill(5)
    expect(audit.findBrokenRow()).toBeNull()
    expect(await audit.verify()).toBeNull()
    expect(audit.head()).toMatchObject({ seq: 10 })
  })

  it('goes with the transaction in which it is written: both or neither', () => {
    fill(2)
    expect(() => store.transaction(() => {
      audit.write({ account: 'a1', action: 'report', subject: '' })
      throw new Error('no')
    })).toThrow('no')
    expect(audit.list({})).toHaveLength(2)
    fill(1)
    expect(audit.findBrokenRow()).toBeNull()
  })

  it('lets no row be changed or removed through the database', () => {
    fill(2)
    const database = new Database(file())
    expect(() => database.exec("update audit set account = 'a9' where seq = 1")).toThrow('append-only')
    expect(() => database.exec('delete from audit where seq = 2')).toThrow('append-only')
    database.close()
  })

  it('finds any altered field of any row', () => {
    fill(40)
    const fields = ['seq', 'at', 'account', 'action', 'subject', 'details', 'previous_hash', 'hash'] as const
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom(...fields), fc.string({ minLength: 1 }), (seq, field, text) => {
      const before = tamper((database) => database.prepare('select * from audit where seq = ?').get(seq)) as AuditRow
      const changed = field === 'seq' ? 1_000 + seq : field === 'at' ? before.at + 1 : before[field] + text
      tamper((database) => database.prepare(`update audit set ${field} = ? where seq = ?`).run(changed, seq))
      const found = audit.findBrokenRow()
      tamper((database) => database.prepare(`update audit set ${field} = ? where seq = ?`).run(before[field], field === 'seq' ? changed : seq))
      expect(found).toBe(seq)
      expect(audit.findBrokenRow()).toBeNull()
    }), { numRuns: 60 })
  })

  it.each([1, 20, 39, 40])('finds that row %i was removed', async (seq) => {
    fill(40)
    tamper((database) => database.prepare('delete from audit where seq = ?').run(seq))
    expect(audit.findBrokenRow()).toBe(seq)
    expect(await audit.verify()).toBe(seq)
  })

  it('finds a row that was put in or added at the end, even a well-hashed one', () => {
    fill(10)
    const last = tamper((database) => database.prepare('select * from audit where seq = 10').get()) as AuditRow
    const forged = { ...last, seq: 11, previous_hash: last.hash }
    const row = { ...forged, hash: hashAuditRow(forged) }
    tamper((database) => database.prepare('insert into audit values (@seq, @at, @account, @action, @subject, @details, @previous_hash, @hash)').run(row))
    expect(audit.findBrokenRow()).toBe(12)
    tamper((database) => database.exec('delete from audit where seq = 11; update audit set seq = seq + 1 where seq = 10'))
    expect(audit.findBrokenRow()).toBe(10)
  })

  it('finds that two rows were exchanged', () => {
    fill(10)
    tamper((database) => database.exec('update audit set seq = 99 where seq = 4; update audit set seq = 4 where seq = 5; update audit set seq = 5 where seq = 99'))
    expect(audit.findBrokenRow()).toBe(4)
  })

  it('checks a long log a slice at a time, letting others in between, rows that are added meanwhile too', async () => {
    store.transaction(() => fill(3_500))
    let between = 0
    const others = setInterval(() => { between++ }, 0)
    const verified = audit.verify()
    audit.write({ account: 'a1', action: 'report', subject: '' })
    expect(await verified).toBeNull()
    clearInterval(others)
    expect(between).toBeGreaterThan(0)
    tamper((database) => database.prepare("update audit set action = 'x' where seq = 3400").run())
    expect(await audit.verify()).toBe(3_400)
  })
})
