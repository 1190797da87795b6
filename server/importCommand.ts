/** `npm run import -- KIND FILE …`: the terminal's end of an import. */

import { runImport } from './import/runImport.ts'

process.exitCode = await runImport(process.argv.slice(2), process.env, {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
  isTerminal: process.stderr.isTTY === true,
})
