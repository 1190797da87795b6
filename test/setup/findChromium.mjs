import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { findTool } from '../../server/launch/findTool.mjs'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)

/**
 * Absolute path of a Chromium that starts, or null: CHROMIUM_PATH when it is set (then no other is looked for), else
 * from PATH, the usual places, or Playwright's own folder.
 */
export function findChromium(environment = process.env) {
  const named = environment.CHROMIUM_PATH?.trim()
  if (named) return starts(named) ? named : null
  const fromPath = COMMANDS.map((name) => findTool([name], environment.PATH ?? '')).filter((found) => found !== null)
  return [...fromPath, ...MAC_APPS, ...fromPlaywright()].find((candidate) => existsSync(candidate) && starts(candidate)) ?? null
}

/** Ubuntu's chromium-browser is a script that only asks for a snap: being there is not enough. */
function starts(file) {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function fromPlaywright() {
  const folder = path.join(homedir(), '.cache/ms-playwright')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort()
    .reverse()
    .flatMap((name) => ['chrome-linux64/chrome', 'chrome-linux/chrome'].map((inner) => path.join(folder, name, inner)))
}
