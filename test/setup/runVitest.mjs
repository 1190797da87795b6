import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Runs vitest projects with their output on the terminal. Returns `{passed, failed, skipped, skippedTests, problems}`;
 * `failed` is at least 1 whenever vitest or we find anything wrong, also a project in which no test ran.
 */
export async function runVitest(root, projects) {
  const folder = mkdtempSync(path.join(tmpdir(), 'liuse-test-'))
  const file = path.join(folder, 'summary.json')
  const args = [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    // A forgotten `.only` would pass for a whole run.
    '--allowOnly=false',
    // What one project has read the others need not; for this run only.
    '--experimental.fsModuleCache',
    `--experimental.fsModuleCachePath=${path.join(folder, 'modules')}`,
    '--reporter=default',
    `--reporter=${path.join(root, 'test/setup/SummaryReporter.mjs')}`,
    ...projects.map((name) => `--project=${name}`),
  ]
  try {
    const code = await spawnVisibly(process.execPath, args, { cwd: root, env: { ...process.env, TEST_SUMMARY_FILE: file } })
    return addUp(readSummary(file), projects, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function spawnVisibly(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
    const pass = (signal) => {
      child.kill(signal)
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
    process.once('SIGINT', pass)
    process.once('SIGTERM', pass)
    const settle = (code) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code)
    }
    child.on('error', () => settle(127))
    child.on('close', (code) => settle(code ?? 1))
  })
}

function readSummary(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Adds up the projects of one run; see runVitest for the result. */
export function addUp(summary, projects, code) {
  const total = { passed: 0, failed: 0, skipped: 0, skippedTests: summary?.skipped ?? [], problems: [] }
  for (const name of projects) {
    const counts = summary?.projects[name] ?? { passed: 0, failed: 0, skipped: 0 }
    for (const state of ['passed', 'failed', 'skipped']) total[state] += counts[state]
    if (counts.passed + counts.failed === 0) total.problems.push(`No ${name} test ran.`)
  }
  if (summary?.unhandledErrors > 0) total.problems.push(`${summary.unhandledErrors} errors outside any test.`)
  if (code !== 0 && total.failed === 0 && total.problems.length === 0) total.problems.push(`vitest ended with code ${code}.`)
  // Problems that are no test still have to show in the closing line, or a reader of it sees a clean run.
  total.failed += total.problems.length
  return total
}
