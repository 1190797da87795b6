import { expect, it } from 'vitest'
import { launchChromium } from './launchChromium.ts'

it('the browser of the tests draws with WebGL 2 in software', async () => {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    expect(await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null)).toBe(true)
  } finally {
    await browser.close()
  }
})
