import { existsSync } from 'node:fs'
import path from 'node:path'
import { installStamp, installStampFile } from './installStamp.mjs'
import { readStamp } from './stamp.mjs'

/** True when what the lock asks for is in node_modules, made for this Node. Reads two files and runs nothing. */
export function isInstalled(root) {
  const found = readStamp(installStampFile(root))
  if (found === null) return false
  const wanted = installStamp(root)
  // The addon may have been swept away (a copied folder, a cleaner) while the stamp stayed.
  return found.packages === wanted.packages && found.addons === wanted.addons && existsSync(path.join(root, 'node_modules/better-sqlite3'))
}
