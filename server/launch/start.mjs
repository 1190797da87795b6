// `npm start`: installs and builds what is missing, then is the server. See checkNodeVersion.mjs for the plain syntax.
import { checkNodeVersion } from './checkNodeVersion.mjs'

const tooOld = checkNodeVersion(process.versions.node)
if (tooOld) {
  console.error(tooOld)
  process.exit(1)
} else {
  import('./launch.mjs').then((module) => module.launch('main.js'))
}
