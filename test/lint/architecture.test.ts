import { ESLint } from 'eslint'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const TYPED = ['no-floating-promises', 'no-misused-promises', 'await-thenable']
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: 'test/lint/eslint.config.mjs',
  // The snippets are no files on disk, so nothing that needs their types can look at them.
  overrideConfig: [{ languageOptions: { parserOptions: { projectService: false } }, rules: Object.fromEntries(TYPED.map((name) => [`@typescript-eslint/${name}`, 'off'])) }],
})

/** Messages of our own rules about this code, were it in that file. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  const fatal = result!.messages.find((message) => message.fatal)
  if (fatal) throw new Error(`the snippet does not parse: ${fatal.message}`)
  return result!.messages.filter((message) => message.ruleId?.startsWith('architecture/')).map((message) => message.message)
}

/** [file, code, part of the message]; a null message: allowed. */
type Case = [file: string, code: string, message: string | null]

function rule(name: string, cases: Case[]): void {
  describe(name, () => {
    const named = cases.map(([file, code, message]) => ({ file, code, message, line: code.trim().split('\n')[0] }))
    it.each(named)('$file: $line', async ({ file, code, message }) => {
      const found = await complaints(file, code)
      if (message === null) expect(found).toEqual([])
      else expect(found).toEqual([expect.stringContaining(message)])
    })
  })
}

const take = (source: string): string => `import { thing } from '${source}'\nexport const use = () => thing\n`

rule('the contract imports nothing outside itself', [
  ['server/protocol/frame.ts', take('./entities.ts'), null],
  ['server/protocol/frame.ts', take('../zone.ts'), 'imports nothing outside itself'],
  ['server/protocol/frame.ts', take('zod'), 'imports nothing outside itself'],
  ['server/protocol/frame.ts', "import type { Thing } from '../world/World.ts'\nexport const use = (thing: Thing) => thing\n", 'imports nothing outside itself'],
  ['server/protocol/frame.ts', "export { thing } from '../zone.ts'\n", 'imports nothing outside itself'],
])

rule('merge and packs import only the contract', [
  ['server/merge/mergeReports.ts', take('../protocol/day.ts'), null],
  ['server/merge/mergeReports.ts', take('flatbush'), null],
  ['server/merge/mergeReports.ts', take('../store/openStore.ts'), 'server/pipeline.ts'],
  ['server/packs/epidemic/deriveStatus.ts', take('../pack.ts'), null],
  ['server/packs/epidemic/deriveStatus.ts', take('../../world/World.ts'), 'a pack asks for nothing'],
  ['server/packs/epidemic/deriveStatus.ts', take('../../merge/mergeReports.ts'), 'a pack asks for nothing'],
])

rule('the engine knows no pack by name', [
  ['server/world/World.ts', take('../packs/pack.ts'), null],
  ['server/main.ts', take('./packs/index.ts'), null],
  ['server/world/World.ts', take('../packs/epidemic/deriveStatus.ts'), 'take the pack as an argument'],
])

rule('the web knows the contract and nothing else of the server', [
  ['web/stores/world.ts', take('../../server/protocol/entities.ts'), null],
  ['web/stores/world.ts', take('../../server/world/World.ts'), 'checked data'],
  ['web/stores/world.ts', take('../../geodata/town/createTown.ts'), 'checked data'],
  ['web/main.ts', "export const page = () => import('../server/settings.ts')\n", 'checked data'],
  ['web/panels/TotalsPanel.vue', `<script setup lang="ts">\n${take('../../server/settings.ts').replace('export ', '')}</script>\n`, 'checked data'],
  ['server/main.ts', take('../web/main.ts'), 'nothing of web or test'],
  ['geodata/town/createTown.ts', take('../../test/fixtures/createLayout.ts'), 'nothing of web or test'],
])

rule('panels, layers and components do not talk to the link', [
  ['web/panels/totals.ts', take('../link/openLink.ts'), 'web/stores'],
  ['web/map/layers/buildings.ts', take('../../link/openLink.ts'), 'web/stores'],
  ['web/stores/world.ts', take('../link/openLink.ts'), null],
  ['web/ui/glyph.ts', take('../stores/world.ts'), 'know no store'],
])

rule('each big library has one owner', [
  ['server/sockets/openSockets.ts', take('socket.io'), null],
  ['server/http/openHttp.ts', take('socket.io'), 'Only server/sockets'],
  ['web/link/openLink.ts', take('socket.io-client'), null],
  ['web/stores/world.ts', take('socket.io-client'), 'Only web/link'],
  ['web/map/createMap.ts', take('@deck.gl/mapbox'), null],
  ['web/pages/wall.ts', take('maplibre-gl'), 'Only web/map'],
  ['web/pages/wall.ts', "import 'maplibre-gl/dist/maplibre-gl.css'\n", 'Only web/map'],
  ['web/panels/heat.ts', take('@deck.gl/aggregation-layers'), 'Only web/map'],
  ['web/charts/curve.ts', take('echarts/core'), null],
  ['web/panels/curve.ts', take('echarts/core'), 'Only web/charts'],
  ['server/store/openStore.ts', take('better-sqlite3'), null],
  ['server/world/World.ts', take('kysely'), 'Only server/store'],
  ['test/bench/ingest.ts', take('better-sqlite3'), null],
])

rule('only the commands read the environment and print', [
  ['server/main.ts', 'export const port = process.env.PORT\nconsole.log(port)\n', null],
  ['server/importCommand.ts', 'export const port = process.env.PORT\nconsole.log(port)\n', null],
  ['server/http/openHttp.ts', 'export const port = process.env.PORT\n', 'server/settings.ts'],
  ['server/http/openHttp.ts', "export const port = process['env'].PORT\n", 'server/settings.ts'],
  ['server/http/openHttp.ts', 'export const { env } = process\n', 'server/settings.ts'],
  ['geodata/readers/readPbf.ts', "import { env } from 'node:process'\nexport const port = env.PORT\n", 'server/settings.ts'],
  ['server/http/openHttp.ts', "console.warn('full')\n", 'server/logger.ts'],
])

const PURE = [
  'server/protocol/day.ts',
  'server/merge/mergeReports.ts',
  'server/packs/epidemic/deriveStatus.ts',
  'server/feeds/school/parse.ts',
  'geodata/town/createTown.ts',
  'web/map/layers/createLayer.ts',
  'web/charts/curve.ts',
]
rule('pure folders have no clock', PURE.map((file): Case => [file, 'export const now = () => Date.now()\n', 'has no clock']))
rule('pure folders: what else is not pure', [
  [PURE[1]!, 'export const now = () => new Date()\n', 'has no clock'],
  [PURE[1]!, 'export const now = () => Date()\n', 'has no clock'],
  [PURE[1]!, 'export const now = () => performance.now()\n', 'has no clock'],
  [PURE[1]!, 'export const seed = () => Math.random()\n', 'seeded random source'],
  [PURE[1]!, "import { createHash, randomUUID } from 'node:crypto'\nexport const id = () => createHash('sha1').update(randomUUID())\n", 'seeded random source'],
  [PURE[1]!, 'export const wait = (run: () => void) => setTimeout(run, 5)\n', 'timers belong to the caller'],
  [PURE[1]!, "export const read = () => fetch('/x')\n", 'I/O belongs to the caller'],
  [PURE[1]!, "export const read = () => globalThis.fetch('/x')\n", 'I/O belongs to the caller'],
  [PURE[1]!, "import { readFileSync } from 'node:fs'\nexport const read = () => readFileSync('x')\n", 'I/O belongs to the caller'],
])
rule('pure folders: what looks alike and is pure', [
  [PURE[1]!, 'export const at = (ms: number) => new Date(ms)\n', null],
  [PURE[1]!, 'export const read = (source: { fetch: () => void; process: number }) => [source.fetch, source.process]\n', null],
  [PURE[1]!, 'export const read = (fetch: () => void, process: { now: number }) => [fetch(), process.now]\n', null],
  [PURE[1]!, "import { createHash } from 'node:crypto'\nexport const sum = (text: string) => createHash('sha1').update(text).digest('hex')\n", null],
  ['server/feeds/school/openFeed.ts', 'export const now = () => Date.now()\n', null],
])

rule('event names come from the contract', [
  ['server/protocol/events.ts', "export const EVENT = { delta: 'world:delta' }\n", null],
  ['server/sockets/openSockets.ts', "export const name = 'world:delta'\n", 'EVENT in server/protocol/events.ts'],
  ['web/link/openLink.ts', 'export const name = `world:reset`\n', 'EVENT in server/protocol/events.ts'],
  ['web/link/openLink.ts', "export const open = (socket: { emit: (name: string) => void }) => socket.emit('hello')\n", 'EVENT in server/protocol/events.ts'],
  ['web/link/openLink.ts', "export const word = 'hello'\n", null],
])

rule('names say what a thing does', [
  ['web/map/createMap.ts', 'export default function createMap() {}\n', 'No default exports'],
  ['vite.config.ts', 'export default {}\n', null],
  ['web/ui/utils.ts', 'export const one = 1\n', 'says nothing'],
  ['server/helpers/one.ts', 'export const one = 1\n', 'says nothing'],
  ['server/world/WorldManager.ts', 'export const one = 1\n', 'says nothing'],
])
