import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Where the stamp of the last complete install lies. Inside node_modules, so that removing that removes both. */
export const installStampFile = (root) => path.join(root, 'node_modules/.liuse-install.json')

/**
 * What an install depends on: the lock, the dependency lists of package.json (not its scripts), and the kind of
 * Node that the compiled addon was made for.
 */
export function installStamp(root) {
  const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const packages = createHash('sha256')
    .update(JSON.stringify({ dependencies, devDependencies, overrides, allowScripts }))
    .update(readLock(root))
    .digest('hex')
  return { packages, addons: `${process.platform}-${process.arch}-${process.versions.modules}` }
}

function readLock(root) {
  try {
    return readFileSync(path.join(root, 'package-lock.json'))
  } catch {
    return ''
  }
}
