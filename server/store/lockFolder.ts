import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Another process serves this folder. */
export class FolderInUseError extends Error {}

/**
 * Holds a folder for this process until the returned function is called or the process ends in any way: the lock is
 * the operating system's, so that kill -9 leaves none behind.
 */
export function lockFolder(folder: string): () => void {
  const database = new Database(join(folder, 'in-use.sqlite'), { timeout: 0 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('begin exclusive')
  } catch {
    database.close()
    throw new FolderInUseError(folder)
  }
  return () => void database.close()
}
