import { PARTS } from './parts.mjs'

/** `{parts, json}`, or `{problem}`: the one line that says what is wrong. No part named: all of them. */
export function readArguments(args) {
  const names = args.filter((arg) => !arg.startsWith('-'))
  const unknown = args.find((arg) => (arg.startsWith('-') ? arg !== '--json' : !Object.hasOwn(PARTS, arg)))
  if (unknown !== undefined) return { problem: `Unknown part "${unknown}". Known: ${Object.keys(PARTS).join(', ')}; option: --json` }
  return { parts: Object.keys(PARTS).filter((part) => names.length === 0 || names.includes(part)), json: args.includes('--json') }
}
