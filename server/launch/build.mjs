// `npm run build`: what a start does before it starts.
import { checkNodeVersion } from './checkNodeVersion.mjs'

const tooOld = checkNodeVersion(process.versions.node)
if (tooOld) {
  console.error(tooOld)
  process.exit(1)
} else {
  Promise.all([import('./prepare.mjs'), import('./projectRoot.mjs'), import('./reportLaunchError.mjs')]).then((modules) =>
    modules[0].prepare(modules[1].projectRoot).catch((error) => {
      modules[2].reportLaunchError(error)
      process.exitCode = 1
    }),
  )
}
