import path from 'node:path'
import { LaunchError } from '../../server/launch/LaunchError.mjs'
import { runStep } from '../../server/launch/runStep.mjs'
import { showProgress } from '../../server/launch/showProgress.mjs'

/** Types and lint side by side, one core each. Throws LaunchError with the output of what failed. */
export async function runChecks(root) {
  const tool = (name, ...args) => runStep(name, process.execPath, [path.join(root, 'node_modules', ...args[0].split('/')), ...args.slice(1)], { cwd: root, quiet: true })
  const progress = showProgress('Types and lint')
  const results = await Promise.all([
    tool('types', 'vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.json'),
    tool('lint', 'eslint/bin/eslint.js', '-c', 'test/lint/eslint.config.mjs', '--max-warnings', '0', '.'),
  ])
  const failed = ['types', 'lint'].filter((_, index) => results[index].code !== 0)
  progress.stop(failed.length === 0 ? 'good' : 'failed')
  if (failed.length > 0) {
    const output = results.filter(({ code }) => code !== 0).map((result) => result.output).join('\n')
    throw new LaunchError(`${failed.join(' and ')} failed; see above.`, output)
  }
}
