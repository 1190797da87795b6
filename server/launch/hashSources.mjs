import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** What a build is made of, relative to the project root. Tests and docs are not in it: they change no build. */
export const BUILD_SOURCES = ['web', 'server', 'geodata', 'public', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts']

/**
 * SHA-256 (hex, 16 characters) over the names and contents of files, folders walked in name order. Contents and not
 * times: a `git checkout` there and back changes every time and no source. Dot files and absent entries are left out.
 */
export function hashSources(root, entries = BUILD_SOURCES) {
  const hash = createHash('sha256')
  for (const entry of entries) addEntry(hash, root, entry)
  return hash.digest('hex').slice(0, 16)
}

function addEntry(hash, root, name) {
  const absolute = path.join(root, name)
  const stat = statSync(absolute, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (stat.isDirectory()) {
    for (const child of readdirSync(absolute).sort()) {
      if (!child.startsWith('.')) addEntry(hash, root, `${name}/${child}`)
    }
    return
  }
  const content = readFileSync(absolute)
  // The length stands between name and content, so that bytes moved from one file to the next change the hash.
  hash.update(`${name}\0${content.length}\0`).update(content)
}
