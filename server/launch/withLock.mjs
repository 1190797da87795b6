import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'

/** The holder touches its lock this often … */
const TOUCH_EVERY_MS = 2_000
/** … so one that was not touched for this long belongs to nobody (machine restarted, process killed). */
const ABANDONED_AFTER_MS = 30_000
const LOOK_EVERY_MS = 200

/**
 * Runs `work` while no other process on this folder does. Two starts at the same time would otherwise install into and
 * build over each other. `onWait` is called once when another process has the lock.
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(path.dirname(file), { recursive: true })
  let told = false
  while (!take(file)) {
    if (isAbandoned(file)) {
      clear(file)
      continue
    }
    if (!told) onWait()
    told = true
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  const release = () => rmSync(file, { force: true })
  const timer = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      // Removed by hand; the work goes on.
    }
  }, TOUCH_EVERY_MS)
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    process.off('exit', release)
    release()
  }
}

/** A link fails when the name exists, and the file behind it already has its content: no moment with an empty lock. */
function take(file) {
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, JSON.stringify({ pid: process.pid, host: hostname() }))
  try {
    linkSync(beside, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(beside, { force: true })
  }
}

function isAbandoned(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'))
    if (Date.now() - statSync(file).mtimeMs > ABANDONED_AFTER_MS) return true
    return holder.host === hostname() && !isAlive(holder.pid)
  } catch (error) {
    // Gone while looking: not abandoned, simply free. Unreadable: nobody's.
    return error.code !== 'ENOENT'
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Takes the abandoned lock out of the way by a rename: of two processes that saw it abandoned, one succeeds. */
function clear(file) {
  const aside = `${file}.abandoned.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (!isAbandoned(aside)) {
    // Between the look and the rename another process cleared it and took the lock: give it back.
    try {
      linkSync(aside, file)
    } catch {
      // A third process has it by now.
    }
  }
  rmSync(aside, { force: true })
}
