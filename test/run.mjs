// `npm test`: installs what is missing, then types and lint, build, unit and contract tests, browser tests. Stops at
// the first that fails. See server/launch/checkNodeVersion.mjs for the plain syntax.
import { checkNodeVersion } from '../server/launch/checkNodeVersion.mjs'

const tooOld = checkNodeVersion(process.versions.node)
if (tooOld) {
  console.error(tooOld)
  process.exit(1)
} else {
  import('./setup/runAll.mjs').then((module) => module.runAll())
}
