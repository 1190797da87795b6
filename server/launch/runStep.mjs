import { spawn } from 'node:child_process'
import { showProgress } from './showProgress.mjs'

/** Enough of the end of a failed command's output to see why; the rest is kept out of the terminal. */
const KEPT_OUTPUT_CHARACTERS = 200_000

/**
 * Runs a long command under a progress line, its output held back and returned. `readLine(line, setDetail)` may turn
 * lines of output into a detail of the progress line; with `quiet` the caller shows the progress of several at once.
 * Never rejects: a command that cannot be started has code 127.
 */
export function runStep(label, command, args, options = {}) {
  const progress = options.quiet ? { detail() {}, stop() {} } : showProgress(label)
  return new Promise((resolve) => {
    let output = ''
    let settled = false
    const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })

    // A signal to this process alone (not from a terminal, which tells the whole group) would leave the child behind.
    const pass = (signal) => {
      child.kill(signal)
      progress.stop(`stopped by ${signal}`)
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
    process.once('SIGINT', pass)
    process.once('SIGTERM', pass)

    const take = (chunk) => {
      const text = chunk.toString()
      output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS)
      if (options.readLine) for (const line of text.split('\n')) options.readLine(line, progress.detail)
    }
    const settle = (code) => {
      if (settled) return
      settled = true
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      progress.stop(code === 0 ? 'done' : 'failed')
      resolve({ code, output })
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => {
      output += `${error.message}\n`
      settle(127)
    })
    child.on('close', (code) => settle(code ?? 1))
  })
}
