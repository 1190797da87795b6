// `npm run import -- KIND FILE …`: installs and builds what is missing, then is the import command.
import { checkNodeVersion } from './checkNodeVersion.mjs'

const tooOld = checkNodeVersion(process.versions.node)
if (tooOld) {
  console.error(tooOld)
  process.exit(2)
} else {
  // 2 is the import command's own code for "could not be read at all".
  import('./launch.mjs').then((module) => module.launch('import.js', { prepareExitCode: 2 }))
}
