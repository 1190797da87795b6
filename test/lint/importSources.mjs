import path from 'node:path'

/**
 * ESLint visitors that call `visit(node, target)` for every import, re-export and import(): target is
 * `{file: 'server/store/openStore.ts'}` for a relative one, `{package: 'kysely'}` for a package, `{builtin: 'fs'}`
 * for a module of Node.
 */
export function importSources(fromFile, visit) {
  const take = (source) => {
    if (source?.type !== 'Literal' || typeof source.value !== 'string') return
    const name = source.value.replace(/\?.*$/, '')
    if (name.startsWith('.')) visit(source, { file: path.posix.join(path.posix.dirname(fromFile), name) })
    else if (name.startsWith('node:')) visit(source, { builtin: name.slice('node:'.length).replace(/\/.*$/, '') })
    else visit(source, { package: name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0] })
  }
  return {
    ImportDeclaration: (node) => take(node.source),
    ExportNamedDeclaration: (node) => take(node.source),
    ExportAllDeclaration: (node) => take(node.source),
    ImportExpression: (node) => take(node.source),
    TSImportType: (node) => take(node.source ?? node.argument?.literal),
  }
}
