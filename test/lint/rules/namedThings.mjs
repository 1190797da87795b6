import { projectPath } from '../projectPath.mjs'

const DEFAULT_EXPORT = 'No default exports: file = export = test, so that a name is the same everywhere (configs and .vue files excepted).'
const FILE_NAME = 'A file or folder named utils, helpers, common, misc or …Manager says nothing; name it after the one thing that it does.'

/** Files say what is in them. */
export const namedThings = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = projectPath(context)
    return {
      Program(node) {
        const vague = /(^|\/)(utils?|helpers?|common|misc)(\/|\.(ts|mjs|vue)$)|Manager\.(ts|mjs|vue)$/i.test(file)
        if (vague) context.report({ node, loc: { line: 1, column: 0 }, message: FILE_NAME })
      },
      ExportDefaultDeclaration(node) {
        const allowed = /\.vue$|\.d\.ts$|(^|[/.])config\.(ts|mjs)$/.test(file) || !file.endsWith('.ts')
        if (!allowed) context.report({ node, message: DEFAULT_EXPORT })
      },
    }
  },
}
