// `npm run bench -- [PART…] [--json]`: installs and builds what is missing, then measures. Ends with 1 when a figure
// falls short, 2 when a part is unknown. See server/launch/checkNodeVersion.mjs for the plain syntax.
import { checkNodeVersion } from '../../server/launch/checkNodeVersion.mjs'

const tooOld = checkNodeVersion(process.versions.node)
if (tooOld) {
  console.error(tooOld)
  process.exit(1)
} else {
  import('./run/runBenches.mjs').then((module) => module.runBenches(process.argv.slice(2)))
}
