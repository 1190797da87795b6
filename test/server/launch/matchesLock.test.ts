import { expect, it } from 'vitest'
import { matchesLock } from '../../../server/launch/matchesLock.mjs'
import { createLaunchProject } from '../../fixtures/createLaunchProject.ts'

const record = (version: string): string => JSON.stringify({ packages: { 'node_modules/vue': { version } } })

it('an install made by hand counts when every package has the version of the lock; those of other platforms may lack', () => {
  const project = createLaunchProject()
  expect(matchesLock(project.root)).toBe(false)
  project.write('node_modules/.package-lock.json', record('1.0.0'))
  expect(matchesLock(project.root)).toBe(true)
  project.write('node_modules/.package-lock.json', record('0.9.0'))
  expect(matchesLock(project.root)).toBe(false)
  project.write('node_modules/.package-lock.json', '{"packages":{}}')
  expect(matchesLock(project.root)).toBe(false)
})
