import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildStamp, buildStampFile } from './buildStamp.mjs'
import { readStamp } from './stamp.mjs'

/** What a complete build holds. */
const PRODUCTS = ['dist/web/index.html', 'dist/server/main.js', 'dist/server/import.js']

/** True when dist/ was made from exactly the sources that lie here now. */
export function isBuilt(root) {
  const found = readStamp(buildStampFile(root))
  if (found === null || !PRODUCTS.every((product) => existsSync(path.join(root, product)))) return false
  return found.sources === buildStamp(root).sources
}
