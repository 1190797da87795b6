import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../store/openStore.ts'
import { ALERT_AUTHOR } from '../world/reduceAlert.ts'
import { DEMO_AUTHOR } from './demoAuthor.ts'

/** Files of a demo beside its store. */
export const BASE_DAY_FILE = 'base-day'
export const SCRIPT_FILE = 'day.ndjson'

export interface DemoFolder {
  /** Whether a whole town of that day lies there; otherwise the folder is empty now. */
  laid: boolean
  /** Where an earlier day's demo was put because others had sent reports into it; null when nothing was worth keeping. */
  keptAside: string | null
}

/** Looks at the folder for a town of that day. A half-laid town and another day's are removed, unless others wrote into them. */
export async function prepareDemoFolder(folder: string, baseDay: string): Promise<DemoFolder> {
  const file = join(folder, BASE_DAY_FILE)
  const laidOn = existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  if (laidOn === baseDay) return { laid: true, keptAside: null }
  let keptAside: string | null = null
  if (laidOn !== null && (await holdsOthersReports(folder))) {
    keptAside = freeName(`${folder}-${laidOn.replace(/[^\d-]/g, '')}`)
    renameSync(folder, keptAside)
  } else rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { laid: false, keptAside }
}

async function holdsOthersReports(folder: string): Promise<boolean> {
  const file = join(folder, 'liuse.sqlite')
  if (!existsSync(file)) return false
  const store = await openStore(file)
  try {
    // What the rules made of reports is no report: it would be made again.
    return store.hasEntriesNotBy(DEMO_AUTHOR, ALERT_AUTHOR)
  } finally {
    store.close()
  }
}

function freeName(wanted: string): string {
  let name = wanted
  for (let n = 2; existsSync(name); n++) name = `${wanted}-${n}`
  return name
}
