import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare } from './prepare.mjs'
import { projectRoot } from './projectRoot.mjs'
import { reportLaunchError } from './reportLaunchError.mjs'
import { stopWithParent } from './stopWithParent.mjs'

/**
 * Prepares, then becomes the built program of that name: it is imported, not spawned, so that signals, exit code and
 * `kill -9` reach the program itself and no second process stays behind.
 */
export async function launch(program, { prepareExitCode = 1 } = {}) {
  stopWithParent()
  try {
    await prepare(projectRoot)
  } catch (error) {
    reportLaunchError(error)
    process.exit(prepareExitCode)
  }
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(path.join(projectRoot, 'dist/server', program)).href)
}
