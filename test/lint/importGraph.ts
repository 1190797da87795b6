import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** For each source file (relative to root) the project files it imports at run time; `import type` and import() are left out. */
export function importGraph(root: string, folders: string[]): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  for (const file of sourceFiles(root, folders)) {
    const targets = importsOf(root, file)
      .filter((source) => source.startsWith('.'))
      .map((source) => path.posix.join(path.posix.dirname(file), source.replace(/\?.*$/, '')))
    graph.set(file, targets.filter((target) => existsSync(path.join(root, target))))
  }
  return graph
}

/** Each package (not a module of Node) that is imported at run time, with one file that does so. */
export function importedPackages(root: string, folders: string[]): Map<string, string> {
  const packages = new Map<string, string>()
  for (const file of sourceFiles(root, folders)) {
    for (const source of importsOf(root, file)) {
      if (/^(\.|\/|node:)/.test(source)) continue
      packages.set(source.split('/').slice(0, source.startsWith('@') ? 2 : 1).join('/'), file)
    }
  }
  return packages
}

function sourceFiles(root: string, folders: string[]): string[] {
  const files = folders.flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((entry) => `${folder}/${entry.replaceAll('\\', '/')}`))
  return files.filter((file) => /\.(ts|mjs|vue)$/.test(file) && !/\.d\.m?ts$/.test(file))
}

function importsOf(root: string, file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  const code = file.endsWith('.vue') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n') : text
  const found: string[] = []
  for (const statement of ts.createSourceFile(file, code, ts.ScriptTarget.Latest).statements) {
    const isImport = ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly
    const isExport = ts.isExportDeclaration(statement) && !statement.isTypeOnly
    if (!isImport && !isExport) continue
    const source = statement.moduleSpecifier
    if (source !== undefined && ts.isStringLiteral(source)) found.push(source.text)
  }
  return found
}

/** The first import cycle as a list of files that ends where it began, or null. */
export function findCycle(graph: Map<string, string[]>): string[] | null {
  const done = new Set<string>()
  const walk = (file: string, trail: string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (done.has(file)) return null
    for (const target of graph.get(file) ?? []) {
      const cycle = walk(target, [...trail, file])
      if (cycle) return cycle
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const cycle = walk(file, [])
    if (cycle) return cycle
  }
  return null
}
