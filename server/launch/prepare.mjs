import path from 'node:path'
import { buildSources } from './buildSources.mjs'
import { installPackages } from './installPackages.mjs'
import { isBuilt } from './isBuilt.mjs'
import { isInstalled } from './isInstalled.mjs'
import { withLock } from './withLock.mjs'

/**
 * Installs and builds what is missing or changed; `build: false` installs only. When nothing is to be done it takes no
 * lock and some tens of milliseconds. Throws LaunchError.
 */
export async function prepare(root, { build = true } = {}) {
  if (isInstalled(root) && (!build || isBuilt(root))) return
  const tell = () => process.stderr.write('Another start is installing or building here; waiting for it …\n')
  await withLock(
    path.join(root, 'dist/.launch.lock'),
    async () => {
      await installPackages(root)
      if (build) await buildSources(root)
    },
    tell,
  )
}
