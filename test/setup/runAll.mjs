import { prepare } from '../../server/launch/prepare.mjs'
import { projectRoot } from '../../server/launch/projectRoot.mjs'
import { reportLaunchError } from '../../server/launch/reportLaunchError.mjs'
import { stopWithParent } from '../../server/launch/stopWithParent.mjs'
import { closingLines } from './closingLines.mjs'
import { prepareBrowser } from './prepareBrowser.mjs'
import { runChecks } from './runChecks.mjs'
import { runVitest } from './runVitest.mjs'

/** Runs every step in order and ends the process: code 0 only when all of them passed and each kind of test was there. */
export async function runAll() {
  stopWithParent()
  const summaries = []
  let failedStep = null
  const steps = [
    ['install', () => prepare(projectRoot, { build: false })],
    ['browser install', async () => void (process.env.CHROMIUM_PATH = await prepareBrowser())],
    ['types and lint', () => runChecks(projectRoot)],
    // Before the tests: some of those about durability run the built server and kill it.
    ['build', () => prepare(projectRoot)],
    // In one run, the browser's last (vite.config.ts): a second would read all modules again.
    ['tests', async () => void summaries.push(await runVitest(projectRoot, ['unit', 'contract', 'build', 'browser']))],
  ]
  for (const [name, run] of steps) {
    try {
      await run()
    } catch (error) {
      reportLaunchError(error)
      failedStep = name
    }
    if (failedStep === null && summaries.at(-1)?.failed) failedStep = name
    if (failedStep !== null) break
  }
  for (const line of closingLines(summaries, failedStep)) process.stdout.write(`${line}\n`)
  process.exit(failedStep === null ? 0 : 1)
}
