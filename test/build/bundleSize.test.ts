import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/launch/projectRoot.mjs'
import { brotliBytes, deskFiles, firstLoadFiles, undecidedImports, workerFiles, type Manifest } from './firstLoad.ts'

const WEB = path.join(projectRoot, 'dist/web')
/** Kilobytes of 1,000 bytes; the bare libraries alone are 784. */
const LIMIT_KILOBYTES = 900

/** What an officer's phone fetches before list, search and card work. */
const DESK_LIMIT_KILOBYTES = 250

let manifest: Manifest
beforeAll(() => {
  const file = path.join(WEB, '.vite/manifest.json')
  if (!existsSync(file)) throw new Error('dist/web is not there: run `npm run build` first')
  manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
})

/** Kilobytes of these files in brotli, told file by file. */
function kilobytesOf(files: string[]): number {
  const sizes = files.map((file) => ({ file, kilobytes: brotliBytes(path.join(WEB, file)) / 1000 }))
  const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0)
  console.info([...sizes.map(({ file, kilobytes }) => `${kilobytes.toFixed(1).padStart(8)} KB  ${file}`), `${total.toFixed(1).padStart(8)} KB  together`].join('\n'))
  return total
}

describe('script and style of the desk’s list, search and card', () => {
  it(`is at most ${DESK_LIMIT_KILOBYTES} KB in brotli`, () => expect(kilobytesOf(deskFiles(manifest))).toBeLessThanOrEqual(DESK_LIMIT_KILOBYTES))

  it('has elevation, search and card in it, and no map', () => {
    expect(deskFiles(manifest).filter((file) => file.endsWith('.css')).length).toBeGreaterThan(0)
    const text = deskFiles(manifest).filter((file) => file.endsWith('.js')).map((file) => readFileSync(path.join(WEB, file), 'utf8')).join('\n')
    for (const sign of ['elevation-grid', 'combobox', 'household-card']) expect([sign, text.includes(sign)]).toEqual([sign, true])
    expect(text).not.toContain('maplibregl-map')
  })
})

describe('the JavaScript of the wall’s first load', () => {
  it(`with the map's worker is at most ${LIMIT_KILOBYTES} KB in brotli`, () => expect(kilobytesOf([...firstLoadFiles(manifest), ...workerFiles(WEB)])).toBeLessThanOrEqual(LIMIT_KILOBYTES))

  it('knows of each part that is fetched on its own whether it comes before the first map frame', () => {
    expect(undecidedImports(manifest)).toEqual([])
  })

  it('has the map and its worker in it: the sum above leaves nothing out', () => {
    expect(workerFiles(WEB)).toHaveLength(1)
    const text = firstLoadFiles(manifest).map((file) => readFileSync(path.join(WEB, file), 'utf8')).join('\n')
    expect(text).toContain('maplibregl-map')
    expect(text).toContain('DECKGL_FILTER_COLOR')
  })

  it('has no charts in it: those come after the first map frame', () => {
    const text = firstLoadFiles(manifest).map((file) => readFileSync(path.join(WEB, file), 'utf8')).join('\n')
    expect(text).not.toContain('registerPreprocessor')
  })
})
