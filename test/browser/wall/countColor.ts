import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

/** Pixels of the map between the panels that have this hue, in whatever shade light and side give it. `color`: `#rrggbb`. */
export async function countColor(page: Page, color: string): Promise<number> {
  const { width, height } = page.viewportSize()!
  const clip = { x: Math.round(width * 0.32), y: Math.round(height * 0.1), width: Math.round(width * 0.36), height: Math.round(height * 0.72) }
  const png = PNG.sync.read(await page.screenshot({ clip }))
  const paint = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  const strongest = paint.indexOf(Math.max(...paint))
  let count = 0
  for (let at = 0; at < png.data.length; at += 4) {
    const scale = png.data[at + strongest] / paint[strongest]
    if (png.data[at + strongest] > 70 && paint.every((part, i) => Math.abs(png.data[at + i] - part * scale) < 14)) count++
  }
  return count
}
