import { join } from 'node:path'
import Database from 'better-sqlite3'

/** School checks in the log of a server that has ended; of one day (YYYY-MM-DD) only, when it is given. */
export function countLogged(folder: string, day: string | null = null): number {
  const database = new Database(join(folder, 'liuse.sqlite'))
  const { count } = database.prepare("select count(*) as count from log where feed = 'school' and (? is null or valid_on = ?)").get(day, day) as { count: number }
  database.close()
  return count
}
