import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Files of a demo beside its store. */
export const BASE_DAY_FILE = 'base-day'
export const SCRIPT_FILE = 'day.ndjson'

/** Whether the folder holds a whole town of that day; what is of another day or half laid is removed. */
export function isTownLaid(folder: string, baseDay: string): boolean {
  const file = join(folder, BASE_DAY_FILE)
  if (existsSync(file) && readFileSync(file, 'utf8').trim() === baseDay) return true
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return false
}
