import { importSources } from '../importSources.mjs'
import { projectPath } from '../projectPath.mjs'
import { PURE_FILES } from '../pureFolders.mjs'

const CLOCK = 'This folder is pure and has no clock; take `now` or the day as an argument (main.ts owns the clock).'
const CHANCE = 'This folder is pure and has no chance of its own; take a seeded random source as an argument.'
const TIMER = 'This folder is pure and waits for nothing; timers belong to the caller (sockets, feeds, stores).'
const OUTSIDE = 'This folder is pure and reads nothing from outside; I/O belongs to the caller, which hands the data in.'

const MEMBERS = {
  'Date.now': CLOCK,
  'performance.now': CLOCK,
  'Math.random': CHANCE,
  'crypto.randomUUID': CHANCE,
  'crypto.getRandomValues': CHANCE,
}
const GLOBALS = {
  setTimeout: TIMER,
  setInterval: TIMER,
  setImmediate: TIMER,
  requestAnimationFrame: TIMER,
  fetch: OUTSIDE,
  XMLHttpRequest: OUTSIDE,
  WebSocket: OUTSIDE,
  localStorage: OUTSIDE,
  sessionStorage: OUTSIDE,
  indexedDB: OUTSIDE,
  process: OUTSIDE,
}
/** Modules of Node that only compute. */
const PURE_BUILTINS = ['assert', 'buffer', 'crypto', 'path', 'querystring', 'string_decoder', 'url', 'util', 'zlib']
const IMPURE_NAMES = ['randomBytes', 'randomUUID', 'randomInt', 'randomFill', 'randomFillSync', 'webcrypto']

/** No clock, no chance, no I/O in the folders of pureFolders.mjs. */
export const pureFolders = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = projectPath(context)
    if (!PURE_FILES.test(file)) return {}
    const isGlobal = (node) => {
      for (let scope = context.sourceCode.getScope(node); scope; scope = scope.upper) {
        const variable = scope.set.get(node.name)
        if (variable) return variable.defs.length === 0
      }
      return true
    }
    const report = (node, message) => context.report({ node, message })
    const imports = importSources(file, (node, { builtin }) => {
      if (builtin === 'crypto') {
        const impure = (node.parent.specifiers ?? []).find((one) => IMPURE_NAMES.includes(one.imported?.name))
        if (impure) report(impure, CHANCE)
      } else if (builtin !== undefined && !PURE_BUILTINS.includes(builtin)) report(node, builtin.startsWith('timers') ? TIMER : OUTSIDE)
    })
    return {
      ...imports,
      MemberExpression(node) {
        if (node.object.type !== 'Identifier' || !isGlobal(node.object)) return
        const name = node.computed ? node.property.value : node.property.name
        const message = MEMBERS[`${node.object.name}.${name}`]
        if (message) report(node, message)
        const isWindow = ['globalThis', 'window', 'self'].includes(node.object.name)
        if (isWindow && GLOBALS[name]) report(node, GLOBALS[name])
      },
      'NewExpression, CallExpression'(node) {
        const { callee } = node
        if (callee.type !== 'Identifier' || callee.name !== 'Date' || !isGlobal(callee)) return
        // Date() as a function is the time of day whatever its arguments.
        if (node.type === 'CallExpression' || node.arguments.length === 0) report(node, CLOCK)
      },
      Identifier(node) {
        if (!Object.hasOwn(GLOBALS, node.name) || !isUse(node) || !isGlobal(node)) return
        report(node, GLOBALS[node.name])
      },
    }
  },
}

/** A name read or called, as opposed to `options.fetch`, `{ fetch: … }` or a type. */
function isUse(node) {
  const { parent } = node
  if (parent.type === 'MemberExpression') return parent.object === node
  if (parent.type === 'Property') return parent.value === node || parent.shorthand
  return !/^TS(?!AsExpression|NonNull|Satisfies)|MethodDefinition|PropertyDefinition|ImportSpecifier|ExportSpecifier|LabeledStatement/.test(parent.type)
}
