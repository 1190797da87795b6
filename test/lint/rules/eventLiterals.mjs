import { readFileSync } from 'node:fs'
import { projectPath } from '../projectPath.mjs'

const EVENTS_FILE = 'server/protocol/events.ts'
const source = readFileSync(new URL(`../../../${EVENTS_FILE}`, import.meta.url), 'utf8')
const NAMES = new Set([...source.slice(source.indexOf('EVENT = {')).matchAll(/:\s*'([^']+)'/g)].map((match) => match[1]))
const SOCKET_CALLS = ['on', 'once', 'off', 'emit', 'addEventListener', 'removeListener']
const message = `Event names come from EVENT in ${EVENTS_FILE}; a literal elsewhere is a typing mistake nobody notices.`

/**
 * No event name as a literal outside events.ts. Names without a colon (`hello`) are ordinary words, so those count
 * only where an event name is expected.
 */
export const eventLiterals = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = projectPath(context)
    if (file === EVENTS_FILE || !/^(server|web|geodata)\//.test(file)) return {}
    const check = (node, text) => {
      if (!NAMES.has(text)) return
      const { parent } = node
      const isEventName = parent.type === 'CallExpression' && parent.arguments[0] === node && SOCKET_CALLS.includes(parent.callee.property?.name)
      if (text.includes(':') || isEventName) context.report({ node, message })
    }
    return {
      Literal: (node) => check(node, node.value),
      TemplateLiteral: (node) => node.quasis.length === 1 && check(node, node.quasis[0].value.cooked),
    }
  },
}
