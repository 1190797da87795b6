import { spawn } from 'node:child_process'
import { showProgress } from './showProgress.mjs'

/** Enough of the end of a failed command's output to see why; the rest is kept out of the terminal. */
const KEPT_OUTPUT_CHARACTERS = 200_000

/**
 * Runs a long command under a progress line, its output held back and returned. `readLine(line, step)` sees each
 * line of output and may call `step.detail(text)` for the progress line or `step.stop()`, which ends the command; with `quiet` the caller shows the progress of several at once.
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

    const step = { detail: progress.detail, stop: () => child.kill('SIGTERM') }
    const taker = () => {
      let rest = ''
      return (text) => {
        output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS)
        if (!options.readLine) return
        const lines = (rest + text).split('\n')
        rest = lines.pop()
        for (const line of lines) options.readLine(line, step)
      }
    }
    const settle = (code) => {
      if (settled) return
      settled = true
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      progress.stop(code === 0 ? 'done' : 'failed')
      resolve({ code, output })
    }
    child.stdout.setEncoding('utf8').on('data', taker())
    child.stderr.setEncoding('utf8').on('data', taker())
    child.on('error', (error) => {
      output += `${error.message}\n`
      settle(127)
    })
    child.on('close', (code) => settle(code ?? 1))
  })
}
