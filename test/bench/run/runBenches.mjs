import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepare } from '../../../server/launch/prepare.mjs'
import { projectRoot } from '../../../server/launch/projectRoot.mjs'
import { reportLaunchError } from '../../../server/launch/reportLaunchError.mjs'
import { showProgress } from '../../../server/launch/showProgress.mjs'
import { stopWithParent } from '../../../server/launch/stopWithParent.mjs'
import { formatTable } from './formatTable.mjs'
import { PARTS } from './parts.mjs'
import { readArguments } from './readArguments.mjs'

/** Prepares, runs the parts one after the other and ends the process; only the table or the JSON line goes to stdout. */
export async function runBenches(args) {
  const { parts, json, problem } = readArguments(args)
  if (problem) {
    process.stderr.write(`${problem}\n`)
    process.exit(2)
  }
  stopWithParent()
  const programs = path.join(projectRoot, `dist/bench-run-${process.pid}`)
  const scratch = mkdtempSync(path.join(tmpdir(), 'liuse-bench-'))
  let running = null
  const clear = () => {
    running?.end()
    for (const folder of [programs, scratch]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('SIGINT', () => (clear(), process.exit(130))).once('SIGTERM', () => (clear(), process.exit(143)))

  const rows = []
  const failures = []
  try {
    await prepare(projectRoot)
    if (parts.some((part) => PARTS[part].needsBrowser)) process.env.CHROMIUM_PATH = await (await import('../../setup/prepareBrowser.mjs')).prepareBrowser()
    // Imported late: before prepare() there may be no packages.
    const { buildParts } = await import('./buildParts.mjs')
    const { startPart } = await import('./startPart.mjs')
    await buildParts(projectRoot, parts, programs)
    for (const part of parts) {
      const progress = showProgress(`Measuring ${part}`)
      running = startPart(projectRoot, path.join(programs, `${part}.mjs`), PARTS[part].measure, scratch)
      const { rows: measured, failure } = await running.done
      running = null
      progress.stop(failure ? 'failed' : 'done')
      rows.push(...(measured ?? []))
      if (failure) {
        failures.push({ part, reason: failure.split('\n', 1)[0] })
        process.stderr.write(`${failure}\n`)
      }
    }
  } catch (error) {
    reportLaunchError(error)
    clear()
    process.exit(1)
  }
  clear()
  const ok = failures.length === 0 && rows.every((row) => row.ok)
  process.stdout.write(`${json ? JSON.stringify({ ok, rows, failures }) : formatTable(rows, failures)}\n`)
  process.exit(ok ? 0 : 1)
}
