import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/launch/projectRoot.mjs'
import { brotliBytes, type Manifest, residentFiles } from './firstLoad.ts'

const WEB = path.join(projectRoot, 'dist/web')
/** Kilobytes of 1,000 bytes: an old phone in a lift. */
const LIMIT_KILOBYTES = 120

const manifestFile = path.join(WEB, '.vite/manifest.json')
if (!existsSync(manifestFile)) throw new Error('dist/web is not there: run `npm run build` first')
const files = residentFiles(JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest)

describe('the page behind a QR code', () => {
  it(`with Vue, FormKit, its style and its HTML is at most ${LIMIT_KILOBYTES} KB in brotli`, () => {
    const sizes = ['r.html', ...files].map((file) => ({ file, kilobytes: brotliBytes(path.join(WEB, file)) / 1000 }))
    const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0)
    console.info([...sizes.map(({ file, kilobytes }) => `${kilobytes.toFixed(1).padStart(8)} KB  ${file}`), `${total.toFixed(1).padStart(8)} KB  together`].join('\n'))
    expect(files.length).toBeGreaterThan(2)
    expect(total).toBeLessThanOrEqual(LIMIT_KILOBYTES)
  })
  it('has FormKit in it, and nothing of the app: no router, no store, no map', () => {
    const text = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(path.join(WEB, file), 'utf8')).join('\n')
    expect(text).toContain('formkit-outer')
    for (const other of ['pinia', 'RouterView', 'maplibregl', 'socket.io']) expect([other, text.includes(other)]).toEqual([other, false])
  })
})
