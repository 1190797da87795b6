import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** The program that `npm run import` becomes once everything is built. */
const COMMAND = 'dist/server/import.js'

/**
 * Imports files below `shared` by the import command, in order; returns its JSON lines. Throws with the command's own
 * line when a file could not be read.
 */
export async function importFiles(projectRoot, { origin, key }, shared, files) {
  // Rejected rows are saved beside the file: never beside the original.
  const copies = mkdtempSync(path.join(tmpdir(), 'liuse-imports-'))
  try {
    const lines = []
    for (const [kind, file] of files) {
      const copy = path.join(copies, path.basename(file))
      copyFileSync(path.join(shared, file), copy)
      const { stdout } = await run(process.execPath, [path.join(projectRoot, COMMAND), kind, copy, '--server', origin, '--json'], {
        env: { PATH: process.env.PATH, LIUSE_API_KEY: key },
      }).catch((error) => {
        throw new Error(`import ${kind} ${path.basename(file)}: ${error.stderr?.trim() || error.message}`)
      })
      const { rejectsFile, ...figures } = JSON.parse(stdout)
      lines.push(`${path.basename(file)} ${JSON.stringify({ ...figures, rejectsFile: rejectsFile && path.basename(rejectsFile) })}`)
    }
    return lines
  } finally {
    rmSync(copies, { recursive: true, force: true })
  }
}
