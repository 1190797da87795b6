import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Bundle, decodeBundle, encodeBundle } from '../../../server/protocol/bundle.ts'
import { readBundleFile } from '../../../server/world/readBundleFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuse-bundle-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'a.bundle')
const bundle = { head: { says: '好' }, arrays: { bytes: Uint8Array.of(1, 2, 3), words: Uint32Array.of(7, 8), halves: Uint16Array.of(9), none: new Float64Array(0) } }
const read = () => readBundleFile<{ says: string }, Bundle<{ says: string }>>(file, ({ head, arrays }) => ({ head, arrays: { ...arrays } }))

it('a file read array by array is the bundle that was written', () => {
  const bytes = encodeBundle(bundle)
  writeFileSync(file, bytes)
  expect(read()).toEqual(bundle)
  expect(read()).toEqual(decodeBundle(bytes))
})

it('a file with one bit turned, or cut short anywhere, is none', () => {
  const bytes = encodeBundle(bundle)
  for (let at = 0; at < bytes.length; at++) {
    const wrong = bytes.slice()
    wrong[at] ^= 4
    writeFileSync(file, wrong)
    expect(read).toThrow()
    writeFileSync(file, bytes.subarray(0, at))
    expect(read).toThrow()
  }
})
