// Hazard: this file and the commands that import it statically are read by a Node that may be far too old. No syntax
// younger than ES modules here (no `??`, no `?.`, no top-level await, no `node:` prefix), or the one clear line is lost.

/** Null when this Node will do, else the one line to print. The bounds are those of Vite and better-sqlite3. */
export function checkNodeVersion(version) {
  const parts = String(version).replace(/^v/, '').split('.')
  const major = Number(parts[0])
  const minor = Number(parts[1])
  const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (good) return null
  return 'Liuse needs Node 20.19 or newer (of the 22 line: 22.12 or newer); this is Node ' + version + '. Please install a newer Node.'
}
