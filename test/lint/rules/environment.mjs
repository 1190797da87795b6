import { importSources } from '../importSources.mjs'
import { projectPath } from '../projectPath.mjs'

/** The commands: they read the environment and may print. */
const COMMANDS = /^server\/(main\.ts$|importCommand\.ts$|launch\/)/
const ENVIRONMENT = 'Only server/main.ts (and the import command) reads the environment; add the setting to server/settings.ts and take it as an argument.'
const CONSOLE = 'No console in the server; take the logger (server/logger.ts), which redacts, as an argument. Only the commands print.'

/** Environment and console belong to the commands. */
export const environment = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = projectPath(context)
    if (!/^(server|geodata)\//.test(file) || COMMANDS.test(file)) return {}
    return {
      ...importSources(file, (node, { builtin }) => {
        if (builtin === 'process' && node.parent.specifiers?.some((one) => one.imported?.name === 'env')) context.report({ node, message: ENVIRONMENT })
      }),
      MemberExpression(node) {
        const property = node.computed ? node.property.value : node.property.name
        if (node.object.type !== 'Identifier') return
        if (node.object.name === 'process' && property === 'env') context.report({ node, message: ENVIRONMENT })
        if (node.object.name === 'console') context.report({ node, message: CONSOLE })
      },
      'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]'(node) {
        context.report({ node, message: ENVIRONMENT })
      },
    }
  },
}
