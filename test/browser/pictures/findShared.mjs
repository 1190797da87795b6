import { existsSync } from 'node:fs'
import path from 'node:path'

/** `{folder}` when all these files lie below ../shared, else `{missing}`: the first that does not. */
export function findShared(projectRoot, files) {
  const folder = path.join(projectRoot, '../shared')
  const missing = files.find((file) => !existsSync(path.join(folder, file)))
  return missing === undefined ? { folder } : { missing: `../shared/${missing}` }
}
