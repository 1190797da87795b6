/**
 * The server of the morning bench in a process of its own: lays the district, fills the past school days into the columns as a
 * replay of the log would, listens, and tells its memory when asked.
 */

import type { AddressInfo } from 'node:net'
import { createAdjustableClock } from '../../../server/clock.ts'
import { createService } from '../../../server/createService.ts'
import { feedsOf } from '../../../server/feeds/index.ts'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { DEFAULT_PACK } from '../../../server/packs/index.ts'
import { idOf } from '../../../server/merge/opaqueId.ts'
import { dayFromText, dayToText } from '../../../server/protocol/day.ts'
import { readSettings } from '../../../server/settings.ts'
import { startSockets } from '../../../server/sockets/startSockets.ts'
import { weekdayOf } from '../../../server/world/schoolCalendar.ts'
import { DAY, KEY, PAST_DAYS, PUPILS, temperatureOf } from './district.ts'
import { layDistrict } from './layDistrict.ts'

/** Like the command that starts the built server. */
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** As even as a keyed hash. */
function reportKeyOf(number: number): string {
  let key = ''
  for (let i = 0, bits = Math.imul(number, 2_654_435_761) >>> 0; i < 7; i++, bits = Math.imul(bits ^ (bits >>> 15), 2_246_822_519) >>> 0) key += BASE64[bits >>> 26]
  return key
}
const [folder, again] = process.argv.slice(2)
const startedAt = performance.now()
const clock = createAdjustableClock(Date.parse(`${DAY}T05:55:00+08:00`), 1)
const service = await createService({ dataFolder: folder, clock, zone: 'Asia/Shanghai', pack: DEFAULT_PACK, feeds: feedsOf(DEFAULT_PACK), demo: false })

const known = service.desk.context.known()

/** The school days before this one, as a start would find them in the log. */
function fillPastDays(): void {
  // Two checks in a hundred come twice.
  const today = dayFromText(DAY)!
  let seq = known.rev
  let day = today
  for (let past = 0; past < PAST_DAYS;) {
    if (weekdayOf(--day) > 5) continue
    past++
  }
  for (; day < today; day++) {
    if (weekdayOf(day) > 5) continue
    const validOn = dayToText(day)
    for (let pupil = 0; pupil < PUPILS * 1.02; pupil++) {
      const student = pupil % PUPILS
      known.apply({
        seq: ++seq, receivedAt: 0, observedAt: null, validOn, feed: 'school', author: 'bench', schemaVersion: 1, supersedes: null, contentHash: seq, reportKey: reportKeyOf(seq),
        body: { student: idOf('s', student), secondOfDay: 21_600 + ((student * 17 + day * 7_919 + pupil) % 5_400), temperatureCelsius: temperatureOf(student, day), symptoms: [] },
      })
    }
  }
  known.latest.commit()
}
if (again === undefined) {
  await layDistrict(service)
  fillPastDays()
}
service.setReady(true)
service.snapshotBytes()
const seconds = (performance.now() - startedAt) / 1000

const logger = createLogger({ level: 'silent' })
const settings = readSettings({})
const app = createHttpServer({ service, accounts: service.accounts, audit: service.audit, settings, apiKey: KEY, screenToken: null, logger, webRoot: '/nonexistent' })
startSockets({ service, httpServer: app.server, settings, screenToken: null, accounts: service.accounts, logger })
await app.listen({ port: 0, host: '127.0.0.1' })
let most = 0
process.on('message', () => process.send!({ rssMegabytes: most / 1024 / 1024, checks: known.checks.length }))
// What was needed to lay the district is garbage by now, as it would be after a restart.
globalThis.gc?.()
setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 250).unref()
process.send!({ port: (app.server.address() as AddressInfo).port, checks: known.checks.length, seconds, mostMegabytes: process.resourceUsage().maxRSS / 1024, heapMegabytes: process.memoryUsage().heapUsed / 1024 / 1024, arraysMegabytes: process.memoryUsage().arrayBuffers / 1024 / 1024, rssMegabytes: process.memoryUsage().rss / 1024 / 1024 })
