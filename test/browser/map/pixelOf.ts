import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

/** Where on the map a pixel has the hue of `color` (`#rrggbb`), in whatever shade above `darkest` light and side give it; null while there is none. */
export async function pixelOf(page: Page, color: string, darkest = 80): Promise<{ x: number; y: number } | null> {
  const box = (await page.locator('.map-canvas').boundingBox())!
  const png = PNG.sync.read(await page.screenshot({ clip: box }))
  const paint = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  const strongest = paint.indexOf(Math.max(...paint))
  const found: [number, number][] = []
  for (let at = 0; at < png.data.length; at += 4) {
    const scale = png.data[at + strongest] / paint[strongest]
    if (png.data[at + strongest] > darkest && paint.every((part, i) => Math.abs(png.data[at + i] - part * scale) < 12)) found.push([(at / 4) % png.width, Math.floor(at / 4 / png.width)])
  }
  if (found.length < 12) return null
  const [x, y] = found[Math.floor(found.length / 2)]
  return { x: box.x + x, y: box.y + y }
}
