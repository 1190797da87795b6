import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { LaunchError } from '../../server/launch/LaunchError.mjs'
import { findTool } from '../../server/launch/findTool.mjs'
import { runStep } from '../../server/launch/runStep.mjs'
import { findChromium } from './findChromium.mjs'

/** Path of a browser for the tests, installed with apt when that is possible. Throws LaunchError with what to install. */
export async function prepareBrowser() {
  const packages = []
  if (findChromium() === null && !process.env.CHROMIUM_PATH) packages.push('chromium')
  if (!drawsChinese()) packages.push('fonts-noto-cjk')
  const output = packages.length > 0 && mayUseApt() ? await installWithApt(packages) : ''

  const browser = findChromium()
  if (browser === null) {
    const reason = process.env.CHROMIUM_PATH ? `CHROMIUM_PATH names no browser that starts (${process.env.CHROMIUM_PATH}).` : 'The browser tests need Chromium.'
    throw new LaunchError(
      `${reason} Install it (Debian as root: apt-get install -y chromium fonts-noto-cjk; elsewhere Google Chrome will do) or name one in CHROMIUM_PATH.`,
      output,
    )
  }
  if (!drawsChinese()) process.stderr.write('No font with Chinese characters was found (Debian: fonts-noto-cjk); pages will show boxes for them.\n')
  return browser
}

/** False only when fontconfig says so; without fontconfig (macOS) the system brings such a font. */
function drawsChinese() {
  const answer = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  if (answer.status === null) return process.platform !== 'linux'
  return answer.stdout.trim() !== ''
}

function mayUseApt() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && findTool(['apt-get']) !== null
}

async function installWithApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runStep('Updating the package lists', 'apt-get', ['update'], { env })
  const install = await runStep(`Installing ${packages.join(' and ')}`, 'apt-get', ['install', '-y', ...packages], { env })
  return update.output + install.output
}
