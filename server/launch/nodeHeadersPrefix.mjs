import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The folder whose include/node holds the header files of exactly this Node, or null. Official archives and Debian
 * put them beside the binary; node-gyp would fetch them from the internet all the same.
 */
export function nodeHeadersPrefix(execPath = process.execPath, version = process.versions.node) {
  const prefix = path.resolve(path.dirname(execPath), '..')
  try {
    const header = readFileSync(path.join(prefix, 'include/node/node_version.h'), 'utf8')
    const part = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(header)?.[1]
    return `${part('MAJOR')}.${part('MINOR')}.${part('PATCH')}` === version ? prefix : null
  } catch {
    return null
  }
}
