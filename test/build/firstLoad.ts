import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

/** One entry of Vite's manifest, as far as it is needed here. */
interface ManifestChunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}
export type Manifest = Record<string, ManifestChunk>

/** What the wall asks for by import() before its first map frame, by the file it comes from. */
const BEFORE_FIRST_FRAME = [/pages\/(wall\/)?Wall(Page)?\.vue$/, /map\/createMap\.ts$/, /@luma\.gl\/webgl\/dist\/adapter\/webgl-device\.js$/, /^_webgl-device-/]

/** What comes later or not at all: other pages, charts, the heatmap and what it computes with, a building opened on the desk's map. */
const AFTER_FIRST_FRAME = [/pages\/(?!Wall)\w+\.vue$/, /^charts\//, /^map\/layers\/.*(heat|density)/i, /^map\/layers\/opened\//, /@luma\.gl\/gpgpu\//, /@luma\.gl\/webgl\/dist\/.*debug/]

/** What the desk needs for its list, search and card; the map, posters and the rest come when they are asked for. */
const DESK_PAGE = [/pages\/DeskPage\.vue$/]

/** JavaScript files (relative to dist/web) of the wall's first load: the entry, the wall's page, the map, and what these import. */
export const firstLoadFiles = (manifest: Manifest): string[] => filesOf(manifest, BEFORE_FIRST_FRAME)

/** The same of the desk without its map, style sheets included: neither list nor card is drawn before they are there. */
export const deskFiles = (manifest: Manifest): string[] => filesOf(manifest, DESK_PAGE, /\.(js|css)$/)

/** The entry, what it asks for by import() among these, and what all of that imports. */
function filesOf(manifest: Manifest, asked: readonly RegExp[], kinds = /\.js$/): string[] {
  const files = new Set<string>()
  const walked = new Set<string>()
  const walk = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || walked.has(key)) return
    walked.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) if (kinds.test(file)) files.add(file)
    for (const next of chunk.imports ?? []) walk(next)
    for (const next of chunk.dynamicImports ?? []) if (asked.some((pattern) => pattern.test(next))) walk(next)
  }
  walk('index.html')
  return [...files]
}

/** The page behind a QR code: its entry, script and style, and what that imports. It asks for nothing later. */
export function residentFiles(manifest: Manifest): string[] {
  const files = new Set<string>()
  const walk = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || files.has(chunk.file)) return
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(next)
  }
  walk('r.html')
  return [...files]
}

/** import()s of the first load that neither list above knows: somebody must say when they load, or the sum means nothing. */
export function undecidedImports(manifest: Manifest): string[] {
  const first = new Set(firstLoadFiles(manifest))
  const asked = Object.values(manifest).flatMap((chunk) => (first.has(chunk.file) ? (chunk.dynamicImports ?? []) : []))
  return [...new Set(asked)].filter((key) => ![...BEFORE_FIRST_FRAME, ...AFTER_FIRST_FRAME].some((pattern) => pattern.test(key)))
}

/** The map's worker is an asset of its own, outside the manifest's imports. */
export function workerFiles(webFolder: string): string[] {
  return readdirSync(path.join(webFolder, 'assets'))
    .filter((name) => /worker.*\.m?js$/i.test(name))
    .map((name) => `assets/${name}`)
}

export function brotliBytes(file: string): number {
  const content = readFileSync(file)
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }).length
}
