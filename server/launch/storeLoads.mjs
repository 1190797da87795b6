import { spawnSync } from 'node:child_process'

/** True when better-sqlite3 and its compiled part open a database. In a process of its own: a failed load is remembered. */
export function storeLoads(root) {
  const script = "new (require('better-sqlite3'))(':memory:').close()"
  return spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore' }).status === 0
}
