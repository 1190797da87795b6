import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

const GOLDENS = fileURLToPath(new URL('.', import.meta.url))
const OUTPUT = fileURLToPath(new URL('../output/', import.meta.url))
/** How unlike two pixels must be to count, 0–1: another processor rounds an edge or a shade differently. */
const PIXEL_THRESHOLD = 0.15

/**
 * Share of pixels, 0–1, in which a picture differs from golden/NAME.png; with another size all of them. Where it
 * differs, both pictures lie in test/browser/output. UPDATE_GOLDENS=1 makes the picture the golden one.
 */
export function compareGolden(name: string, picture: Buffer): number {
  const file = `${GOLDENS}${name}.png`
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(file, picture)
  if (!existsSync(file)) throw new Error(`golden/${name}.png is not there; UPDATE_GOLDENS=1 makes it`)
  const [is, should] = [PNG.sync.read(picture), PNG.sync.read(readFileSync(file))]
  const sameSize = is.width === should.width && is.height === should.height
  const difference = new PNG({ width: should.width, height: should.height })
  const unlike = sameSize ? pixelmatch(is.data, should.data, difference.data, is.width, is.height, { threshold: PIXEL_THRESHOLD }) : should.width * should.height
  const kept = (what: string): string => `${OUTPUT}${name}.${what}.png`
  for (const what of ['is', 'differs']) rmSync(kept(what), { force: true })
  if (unlike > 0) {
    mkdirSync(OUTPUT, { recursive: true })
    writeFileSync(kept('is'), picture)
    if (sameSize) writeFileSync(kept('differs'), PNG.sync.write(difference))
  }
  return unlike / (should.width * should.height)
}
