import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('partProcess.mjs', import.meta.url))

/**
 * One part in a process of its own, so that memory and compiled code of one do not weigh on the next. `done` resolves
 * to `{rows}` or `{failure}` and never rejects; `end` ends it with all that it started.
 */
export function startPart(projectRoot, program, measure, scratchFolder) {
  const child = fork(CHILD, [program, measure], {
    cwd: projectRoot,
    // A group of its own: what the part starts goes with it.
    detached: true,
    env: { ...process.env, TMPDIR: scratchFolder },
    execArgv: ['--enable-source-maps'],
    // What a part prints is no result.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const end = () => {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Gone already.
    }
  }
  const done = new Promise((resolve) => {
    child.once('message', resolve)
    child.once('error', (error) => resolve({ failure: error.message }))
    child.once('exit', (code, signal) => resolve({ failure: `the part ended early (${signal ?? code})` }))
  }).finally(end)
  return { done, end }
}
