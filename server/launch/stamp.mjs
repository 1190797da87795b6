import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The stamp written by writeStamp, or null when there is none or it cannot be read (then the work is done again). */
export function readStamp(file) {
  try {
    const stamp = JSON.parse(readFileSync(file, 'utf8'))
    return typeof stamp === 'object' && stamp !== null ? stamp : null
  } catch {
    return null
  }
}

/** Written beside and renamed: a start that reads while another writes sees the old stamp or the new one, never half. */
export function writeStamp(file, stamp) {
  mkdirSync(path.dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(stamp)}\n`)
  renameSync(beside, file)
}
