import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { findCycle, importGraph, importedPackages } from './importGraph.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const TOP_LEVEL = ['web', 'server', 'geodata', 'public', 'test', 'docs', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'README.md', 'LICENSE']

/** What git would commit; in an unpacked archive without git, what is there besides the products. */
function topLevel(): string[] {
  if (!existsSync(`${root}/.git`)) return readdirSync(root).filter((name) => !['node_modules', 'dist', 'data', 'coverage'].includes(name))
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  return [...new Set(files.split('\n').filter(Boolean).map((file) => file.split('/')[0]!))]
}

it('the top level holds the entries of the design page, dot files, and nothing else', () => {
  expect(topLevel().filter((name) => !name.startsWith('.') && !TOP_LEVEL.includes(name))).toEqual([])
})

it('no file imports itself by way of others', () => {
  const graph = importGraph(root, ['server', 'web', 'geodata'])
  expect(graph.size).toBeGreaterThan(20)
  expect(findCycle(graph)?.join(' → ') ?? null).toBeNull()
})

it('a cycle is found, wherever the walk begins', () => {
  const graph = new Map([['a', ['b', 'd']], ['b', ['c']], ['c', ['b']], ['d', []]])
  expect(findCycle(graph)).toEqual(['b', 'c', 'b'])
})

it('every package that a file imports is named in package.json: none is there by the kindness of another', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Record<string, Record<string, string>>
  const named = (packages: object, name: string): boolean => name in packages || `@types/${name}` in packages
  const lacking = [...importedPackages(root, ['server', 'web', 'geodata'])].filter(([name]) => !named(dependencies!, name))
  const lackingInTests = [...importedPackages(root, ['test'])].filter(([name]) => !named({ ...dependencies, ...devDependencies }, name))
  expect([...lacking, ...lackingInTests].map(([name, file]) => `${file} imports ${name}`)).toEqual([])
})
