import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** Absolute path of the first of these commands that PATH offers, or null. An absolute name is taken as it is. */
export function findTool(names, searchPath = process.env.PATH ?? '') {
  for (const name of names) {
    if (!name) continue
    const folders = path.isAbsolute(name) ? [''] : searchPath.split(path.delimiter).filter(Boolean)
    for (const folder of folders) {
      const candidate = path.join(folder, name)
      try {
        accessSync(candidate, constants.X_OK)
        if (statSync(candidate).isFile()) return candidate
      } catch {
        // Not here.
      }
    }
  }
  return null
}
