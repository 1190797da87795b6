import path from 'node:path'

/** The linted file relative to the project root, with forward slashes: `server/merge/mergeReports.ts`. */
export function projectPath(context) {
  return path.relative(context.cwd, context.filename).replaceAll('\\', '/')
}
