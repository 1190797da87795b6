import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** For each source file (relative to root) the project files it imports at run time; `import type` and import() are left out. */
export function importGraph(root: string, folders: string[]): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  for (const folder of folders) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = `${folder}/${entry.replaceAll('\\', '/')}`
      if (/\.(ts|mjs|vue)$/.test(file) && !/\.d\.m?ts$/.test(file)) graph.set(file, importsOf(root, file))
    }
  }
  return graph
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
    if (source === undefined || !ts.isStringLiteral(source) || !source.text.startsWith('.')) continue
    const target = path.posix.join(path.posix.dirname(file), source.text.replace(/\?.*$/, ''))
    if (existsSync(path.join(root, target))) found.push(target)
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
