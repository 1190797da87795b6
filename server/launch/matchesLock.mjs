import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * True when npm's own record of node_modules holds every package of the lock at its version: somebody ran `npm ci`
 * by hand, or the folder came with the machine. Packages for other platforms may be absent.
 */
export function matchesLock(root) {
  try {
    const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
    const there = JSON.parse(readFileSync(path.join(root, 'node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(([name, entry]) => name === '' || entry.optional || entry.peer || there[name]?.version === entry.version)
  } catch {
    return false
  }
}
