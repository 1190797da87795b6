import { spawnSync } from 'node:child_process'
import { LaunchError } from './LaunchError.mjs'
import { explainInstallFailure } from './explainInstallFailure.mjs'
import { installStamp, installStampFile } from './installStamp.mjs'
import { isInstalled } from './isInstalled.mjs'
import { matchesLock } from './matchesLock.mjs'
import { missingCompilerTools } from './missingCompilerTools.mjs'
import { nodeHeadersPrefix } from './nodeHeadersPrefix.mjs'
import { npmCommand } from './npmCommand.mjs'
import { readNpmOutput } from './readNpmOutput.mjs'
import { runStep } from './runStep.mjs'
import { writeStamp } from './stamp.mjs'
import { storeLoads } from './storeLoads.mjs'

/** Two more tries for each package; see readNpmOutput for the case that none of them comes. */
const PATIENCE = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=6000', '--fetch-timeout=30000', '--loglevel=http']
/** The development packages build the web app, so they are needed whatever NODE_ENV or npm's `omit` say. */
const WHAT = ['--include=dev', '--include=optional', '--ignore-scripts=false', '--foreground-scripts', '--no-audit', '--no-fund']

/** Puts what package-lock.json asks for into node_modules when it is not there yet. Throws LaunchError. */
export async function installPackages(root) {
  if (isInstalled(root)) return false
  if (matchesLock(root) && storeLoads(root)) {
    writeStamp(installStampFile(root), installStamp(root))
    return false
  }

  let result = await npm(root, 'Installing packages', ['ci', ...WHAT, ...PATIENCE])
  // EUSAGE: package.json was changed and the lock not. Nothing else gets better by `npm install`.
  if (result.code !== 0 && /\bEUSAGE\b/.test(result.output)) result = await npm(root, 'Installing packages', ['install', ...WHAT, ...PATIENCE])
  // Some settings of npm keep install scripts from running without calling it a failure.
  if (result.code === 0 && !storeLoads(root)) {
    result = await npm(root, 'Compiling better-sqlite3', ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--foreground-scripts'])
    if (result.code === 0 && !storeLoads(root)) result = { ...result, code: 1 }
  }
  if (result.code !== 0) {
    const registry = registryAddress(root)
    const said = result.output.replace(/^npm http .*\n/gm, '')
    throw new LaunchError(explainInstallFailure({ ...result, missingTools: missingCompilerTools(), registry }), said)
  }
  writeStamp(installStampFile(root), installStamp(root))
  return true
}

function npm(root, label, args) {
  const { command, prefix } = npmCommand()
  const env = { ...process.env }
  const headers = nodeHeadersPrefix()
  if (headers !== null && !env.npm_config_nodedir) env.npm_config_nodedir = headers
  return runStep(label, command, [...prefix, ...args], { cwd: root, env, readLine: readNpmOutput() })
}

function registryAddress(root) {
  const { command, prefix } = npmCommand()
  const answer = spawnSync(command, [...prefix, 'config', 'get', 'registry'], { cwd: root, encoding: 'utf8' })
  // An address may carry a password.
  return (answer.stdout ?? '').trim().replace(/\/\/[^@/]*@/, '//') || '(unknown)'
}
