import { existsSync } from 'node:fs'
import path from 'node:path'

/** How to call npm: the very npm that called us where there is one, else the one beside this Node, else from PATH. */
export function npmCommand(environment = process.env, execPath = process.execPath) {
  const candidates = [
    environment.npm_execpath,
    path.join(path.dirname(execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(path.dirname(execPath), 'node_modules/npm/bin/npm-cli.js'),
  ]
  for (const candidate of candidates) {
    // npm_execpath also names pnpm and yarn, which read other lock files.
    if (candidate && path.basename(candidate) === 'npm-cli.js' && existsSync(candidate)) return { command: execPath, prefix: [candidate] }
  }
  return { command: 'npm', prefix: [] }
}
