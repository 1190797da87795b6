import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isBuilt } from '../../../server/launch/isBuilt.mjs'
import { isInstalled } from '../../../server/launch/isInstalled.mjs'
import { prepare } from '../../../server/launch/prepare.mjs'
import { projectRoot } from '../../../server/launch/projectRoot.mjs'
import { createLaunchProject } from '../../fixtures/createLaunchProject.ts'

/** `prepare` of that folder in a process of its own, as a second `npm start` would do it. */
async function prepareElsewhere(root: string): Promise<number> {
  const module = pathToFileURL(path.join(projectRoot, 'server/launch/prepare.mjs')).href
  const script = `import { prepare } from ${JSON.stringify(module)}; await prepare(${JSON.stringify(root)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
  const [code] = (await once(child, 'close')) as [number]
  return code
}

describe('building', () => {
  it('builds web and server on the first start, and nothing on the second', async () => {
    const project = createLaunchProject()
    await prepare(project.root)
    expect(project.builds()).toEqual(['web', 'server'])
    expect(isBuilt(project.root)).toBe(true)
    await prepare(project.root)
    expect(project.builds()).toEqual(['web', 'server'])
  })

  it.each([
    ['a changed file', 'web/main.ts', 'export const one = 11\n'],
    ['a change that keeps the size', 'server/main.ts', 'export const two = 3\n'],
    ['a new file', 'geodata/town/createTown.ts', ''],
    ['a new version of a package', 'package-lock.json', '{}'],
  ])('%s makes the next start build again', async (_, file, text) => {
    const project = createLaunchProject()
    await prepare(project.root)
    project.write(file, text)
    expect(isBuilt(project.root)).toBe(false)
  })

  it('times alone are no change, nor are tests and docs', async () => {
    const project = createLaunchProject()
    await prepare(project.root)
    utimesSync(path.join(project.root, 'web/main.ts'), 1, 1)
    project.write('test/one.test.ts', '')
    project.write('docs/one.md', '')
    expect(isBuilt(project.root)).toBe(true)
  })

  it('a product that was removed is built again', async () => {
    const project = createLaunchProject()
    await prepare(project.root)
    rmSync(path.join(project.root, 'dist/server/main.js'))
    expect(isBuilt(project.root)).toBe(false)
  })

  it('a build that fails says why, leaves the products of the one before, and is tried again', async () => {
    const project = createLaunchProject()
    await prepare(project.root)
    const before = project.read('dist/web/index.html')
    project.write('web/broken', '')
    await expect(prepare(project.root)).rejects.toMatchObject({ name: 'LaunchError', output: expect.stringContaining('web/broken does not compile') })
    expect(project.read('dist/web/index.html')).toBe(before)
    expect(isBuilt(project.root)).toBe(false)
    rmSync(path.join(project.root, 'web/broken'))
    await prepare(project.root)
    expect(isBuilt(project.root)).toBe(true)
  })

  it('two starts at the same time build once', async () => {
    const project = createLaunchProject()
    const codes = await Promise.all([prepareElsewhere(project.root), prepareElsewhere(project.root), prepareElsewhere(project.root)])
    expect(codes).toEqual([0, 0, 0])
    expect(project.builds()).toEqual(['web', 'server'])
    expect(readdirSync(path.join(project.root, 'dist')).sort()).toEqual(['.liuse-build.json', 'server', 'web'])
  })

  it('a lock left by a killed start holds nobody up', async () => {
    const project = createLaunchProject()
    const gone = spawn(process.execPath, ['-e', ''])
    await once(gone, 'close')
    project.write('dist/.launch.lock', JSON.stringify({ pid: gone.pid, host: (await import('node:os')).hostname() }))
    project.write('dist/.building-1/web/half', '')
    await prepare(project.root)
    expect(isBuilt(project.root)).toBe(true)
    expect(existsSync(path.join(project.root, 'dist/.building-1'))).toBe(false)
  })
})

describe('installing', () => {
  it('is done once, and again when dependencies or the lock change', () => {
    const project = createLaunchProject()
    expect(isInstalled(project.root)).toBe(true)
    project.write('package.json', JSON.stringify({ name: 'small', dependencies: { vue: '1.0.0' }, scripts: { start: 'two' } }))
    expect(isInstalled(project.root)).toBe(true)
    project.write('package.json', JSON.stringify({ name: 'small', dependencies: { vue: '2.0.0' } }))
    expect(isInstalled(project.root)).toBe(false)
  })

  it('is done again for another Node, whose compiled packages differ', () => {
    const project = createLaunchProject()
    const stamp = JSON.parse(project.read('node_modules/.liuse-install.json'))
    project.write('node_modules/.liuse-install.json', JSON.stringify({ ...stamp, addons: 'linux-x64-1' }))
    expect(isInstalled(project.root)).toBe(false)
  })

  it('a stamp that cannot be read counts as none', () => {
    const project = createLaunchProject()
    project.write('node_modules/.liuse-install.json', '{"packages":')
    expect(isInstalled(project.root)).toBe(false)
  })
})
