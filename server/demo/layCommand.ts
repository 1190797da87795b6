/**
 * Lays the demo town into an empty folder: `lay.js FOLDER YYYY-MM-DD ZONE`. A process of its own, so that the
 * server that is started afterwards has never held the whole town in memory.
 */

import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { createDayScript } from '../../geodata/town/createDayScript.ts'
import { DEMO_SEED } from '../../geodata/town/createTown.ts'
import { createAdjustableClock } from '../clock.ts'
import { createService } from '../createService.ts'
import { feedsOf } from '../feeds/index.ts'
import { DEFAULT_PACK } from '../packs/index.ts'
import { BASE_DAY_FILE, SCRIPT_FILE } from './demoFolder.ts'
import { layTown } from './layTown.ts'
import { morningOf } from './morningOf.ts'

const [folder, baseDay, zone] = process.argv.slice(2)
const startedAt = performance.now()
const seconds = (): string => `${Math.round((performance.now() - startedAt) / 1000)} s`
const clock = createAdjustableClock(morningOf(baseDay), 0)
const service = await createService({ dataFolder: folder, clock, zone, pack: DEFAULT_PACK, feeds: feedsOf(DEFAULT_PACK), demo: true })
let shown = -1
const town = await layTown(service, clock, baseDay, (done, total) => {
  const percent = Math.floor((done / total) * 20) * 5
  if (percent === shown) return
  shown = percent
  process.stdout.write(`生成演示小镇 laying the demo town: ${percent}% (${seconds()})\n`)
})
clock.setNow(morningOf(baseDay))
await service.keepBase()
const script = createWriteStream(join(folder, SCRIPT_FILE))
for (const batch of createDayScript(town, { seed: DEMO_SEED, baseDay })) if (!script.write(`${JSON.stringify(batch)}\n`)) await once(script, 'drain')
script.end()
await once(script, 'close')
await service.close()
// Last: a folder with this file holds a whole town.
await writeFile(join(folder, BASE_DAY_FILE), baseDay)
