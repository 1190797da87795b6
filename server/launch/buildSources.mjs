import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { LaunchError } from './LaunchError.mjs'
import { buildStamp, buildStampFile } from './buildStamp.mjs'
import { isBuilt } from './isBuilt.mjs'
import { runStep } from './runStep.mjs'
import { writeStamp } from './stamp.mjs'

/** Builds web and server into dist/ when their sources changed since the last time. Throws LaunchError. */
export async function buildSources(root) {
  if (isBuilt(root)) return false
  // Before the build, not after it: a file saved meanwhile must count as a change for the next start.
  const stamp = buildStamp(root)
  const dist = path.join(root, 'dist')
  removeLeftovers(dist)
  const fresh = path.join(dist, `.building-${process.pid}`)
  mkdirSync(fresh, { recursive: true })
  try {
    await vite(root, 'Building the web app', ['--outDir', path.join(fresh, 'web')])
    await vite(root, 'Building the server', ['--ssr', '--outDir', path.join(fresh, 'server')])
    // Without a stamp nobody takes dist/ for complete while the folders change places.
    rmSync(buildStampFile(root), { force: true })
    for (const part of ['web', 'server']) swap(path.join(fresh, part), path.join(dist, part), path.join(dist, `.old-${process.pid}-${part}`))
    writeStamp(buildStampFile(root), stamp)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return true
}

async function vite(root, label, args) {
  const tool = path.join(root, 'node_modules/vite/bin/vite.js')
  const env = { ...process.env, NODE_ENV: 'production' }
  const { code, output } = await runStep(label, process.execPath, [tool, 'build', '--emptyOutDir', ...args], { cwd: root, env })
  if (code !== 0) throw new LaunchError(`${label} failed (exit code ${code}); the reason is above.`, output)
}

function swap(fresh, place, aside) {
  if (existsSync(place)) renameSync(place, aside)
  renameSync(fresh, place)
  rmSync(aside, { recursive: true, force: true })
}

/** Whoever builds holds the lock, so half-done folders of other processes belong to dead ones. */
function removeLeftovers(dist) {
  if (!existsSync(dist)) return
  for (const name of readdirSync(dist)) {
    if (/^\.(building|old)-/.test(name)) rmSync(path.join(dist, name), { recursive: true, force: true })
  }
}
