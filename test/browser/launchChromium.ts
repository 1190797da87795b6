import { chromium, type Browser, type LaunchOptions } from 'playwright-core'
import { findChromium } from '../setup/findChromium.mjs'

/** Maps drawn in software, and no talk with the outside world: what headless Chromium needs on a machine without a GPU. */
const SOFTWARE_RENDERING = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  // Pages of one context share a process, and with it what was compiled there (borrowContext.ts).
  '--process-per-site',
]

/**
 * Starts a headless Chromium; the caller closes it. Throws when there is none (`npm test` installs one or says what to
 * install). The software GPU draws maps only, unless `gpuCompositing` has it put together whole pages as a user's
 * machine does: that takes half as long again.
 */
export async function launchChromium(options: LaunchOptions = {}, { gpuCompositing = false } = {}): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium: install it or name one in CHROMIUM_PATH')
  return chromium.launch({ executablePath, ...options, args: [...SOFTWARE_RENDERING, ...(gpuCompositing ? [] : ['--disable-gpu-compositing']), ...(options.args ?? [])] })
}
