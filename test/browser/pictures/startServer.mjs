import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Laying the demo town takes about half a minute, on a busy machine several times that. */
const READY_WITHIN_MS = 300_000
const ENDS_WITHIN_MS = 20_000
/** Printed when it fails. */
const LAST_CHARACTERS = 2_000

const SERVER = 'dist/server/main.js'
const WEB = 'dist/web/index.html'

export const isServerBuilt = (projectRoot) => [SERVER, WEB].every((file) => existsSync(path.join(projectRoot, file)))

/**
 * The built server on a free port with a data folder that goes when it stops: `{origin, key, stop}`. Throws with the
 * server's last words when it does not become ready.
 */
export async function startServer(projectRoot, settings) {
  const folder = mkdtempSync(path.join(tmpdir(), 'liuse-pictures-'))
  const key = 'key-of-the-pictures'
  const child = spawn(process.execPath, [path.join(projectRoot, SERVER)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, PORT: '0', LIUSE_DATA: folder, LIUSE_API_KEY: key, LIUSE_TIMEZONE: 'Asia/Shanghai', ...settings },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said = (said + piece).slice(-LAST_CHARACTERS)))
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)

  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(kill, ENDS_WITHIN_MS)
    await exited
    clearTimeout(timer)
    process.off('exit', kill)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  const until = Date.now() + READY_WITHIN_MS
  let origin
  // The address is printed when feeds can be accepted.
  while (!(origin = /(http:\S+)\/wall/.exec(said)?.[1])) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`the server did not become ready:\n${said}`)
    }
    await wait(50)
  }
  return { origin, key, stop }
}
