import { describe, expect, it } from 'vitest'
import { explainInstallFailure } from '../../../server/launch/explainInstallFailure.mjs'
import { missingCompilerTools } from '../../../server/launch/missingCompilerTools.mjs'

const registry = 'https://registry.example/'
const COMPILE_FAILED = `npm error path /x/node_modules/better-sqlite3
npm error command failed
npm error command sh -c prebuild-install || node-gyp rebuild --release
npm error prebuild-install warn install getaddrinfo ENOTFOUND github.example
npm error gyp ERR! stack Error: not found: make`

describe('why an install failed, in one line', () => {
  it('names the missing compiler and how to get it', () => {
    const line = explainInstallFailure({ output: COMPILE_FAILED, code: 1, missingTools: ['c++', 'make'], registry })
    expect(line).toContain('c++, make are missing')
    expect(line).toContain('apt-get install -y g++ make python3')
    expect(line).not.toContain('\n')
  })

  it('names the registry that cannot be reached, not the compiler, when no package came at all', () => {
    const output = 'npm error code ECONNREFUSED\nnpm error FetchError: request to https://registry.example/vue failed'
    const line = explainInstallFailure({ output, code: 1, missingTools: ['make'], registry })
    expect(line).toContain(registry)
    expect(line).toContain('ECONNREFUSED')
    expect(line).not.toContain('compile')
  })

  it('names the header files when the compiler is there and they cannot be fetched', () => {
    const output = COMPILE_FAILED.replace('not found: make', 'getaddrinfo ENOTFOUND nodejs.org')
    expect(explainInstallFailure({ output, code: 1, missingTools: [], registry })).toContain('header files')
  })

  it.each([
    ['npm error ENOSPC: no space left on device', 1, 'disk is full'],
    ["npm error EACCES: permission denied, mkdir '/x'", 243, 'writable'],
    ['spawn npm ENOENT', 127, 'npm was not found'],
    ['npm error something new', 7, 'exit code 7'],
  ])('%s', (output, code, words) => {
    expect(explainInstallFailure({ output, code, missingTools: [], registry })).toContain(words)
  })
})

describe('what a compilation needs', () => {
  it('is all missing on an empty PATH', () => {
    expect(missingCompilerTools({ PATH: '/nowhere' })).toEqual(['c++', 'make', 'python3'])
  })
})
