import { expect, it } from 'vitest'
import { readNpmOutput } from '../../../server/launch/readNpmOutput.mjs'

const FAILED = 'npm http fetch GET https://registry.example/vue attempt 1 failed with ENOTFOUND'
const ANSWERED = 'npm http fetch GET 200 https://registry.example/vue 12ms (cache miss)'

/** Feeds lines, one per 500 ms of an invented clock; tells the last detail and whether npm was stopped. */
function follow(lines: string[]): { detail: string; stopped: boolean } {
  let now = 0
  const seen = { detail: '', stopped: false }
  const read = readNpmOutput(() => now)
  for (const line of lines) {
    now += 500
    read(line, { detail: (text) => void (seen.detail = text), stop: () => void (seen.stopped = true) })
  }
  return seen
}

it('ends npm when nothing at all can be fetched', () => {
  expect(follow(Array<string>(10).fill(FAILED))).toEqual({ detail: 'the registry does not answer', stopped: false })
  expect(follow(Array<string>(30).fill(FAILED)).stopped).toBe(true)
})

it('lets npm try again as long as some packages come', () => {
  expect(follow([ANSWERED, ...Array<string>(100).fill(FAILED)]).stopped).toBe(false)
})

it('says what npm is doing', () => {
  expect(follow(Array<string>(40).fill(ANSWERED)).detail).toBe('40 requests answered')
  expect(follow(['> better-sqlite3@12.11.1 install']).detail).toBe('better-sqlite3')
  expect(follow(['  CXX(target) Release/obj.target/x.o']).detail).toContain('compiling')
})
