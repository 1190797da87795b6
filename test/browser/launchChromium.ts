import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** By their switches: the browsers of this process's test files. */
const shared = new Map<string, Promise<Browser>>()

/** The one browser of all test files of this process, which ends with it: nobody closes it. */
export function shareChromium(args: string[] = []): Promise<Browser> {
  const key = args.join(' ')
  const known = shared.get(key)
  if (known) return known
  const folder = mkdtempSync(join(tmpdir(), 'liuse-browser-'))
  const started = launchChromium({ args, handleSIGTERM: false, env: { ...process.env, TMPDIR: folder } })
  // Vitest ends a process by SIGTERM and half a second later by force: too short to ask a browser to close.
  process.once('SIGTERM', () => process.exit())
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  shared.set(key, started)
  void started.then((browser) => browser.on('disconnected', () => shared.delete(key)), () => undefined)
  return started
}
