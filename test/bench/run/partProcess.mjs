import { pathToFileURL } from 'node:url'

const [program, measure] = process.argv.slice(2)
// Whoever started this one was killed: nobody will read the result.
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'))

const answer = await import(pathToFileURL(program).href)
  .then((module) => module[measure]())
  .then((rows) => ({ rows }), (error) => ({ failure: error?.stack ?? String(error) }))
process.send(answer)
