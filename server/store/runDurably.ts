import Database from 'better-sqlite3'

/** The disk is full; what was being written is undone. */
export class DiskFullError extends Error {}

/**
 * Runs `work` in one transaction that is on disk when this returns; within a transaction of the caller it goes with that
 * one. Throws DiskFullError when it cannot be.
 */
export function runDurably<Result>(database: Database.Database, work: () => Result): Result {
  if (database.inTransaction) return work()
  try {
    return database.transaction(work).immediate()
  } catch (failure) {
    if (failure instanceof Database.SqliteError && (failure.code === 'SQLITE_FULL' || failure.code.startsWith('SQLITE_IOERR'))) throw new DiskFullError(failure.code)
    throw failure
  }
}
