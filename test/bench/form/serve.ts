/**
 * The server of the form bench in a process of its own: lays the district of the morning bench and a family or two with names that
 * are typed, serves the built pages, and hands out what parents have: the code of each class, and what their phones keep of a child.
 */

import type { AddressInfo } from 'node:net'
import { createAdjustableClock } from '../../../server/clock.ts'
import { createService } from '../../../server/createService.ts'
import { feedsOf } from '../../../server/feeds/index.ts'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { DEFAULT_PACK } from '../../../server/packs/index.ts'
import { classIndex } from '../../../server/school/links/classIndex.ts'
import { createClassTokens } from '../../../server/school/links/classTokens.ts'
import { readSettings } from '../../../server/settings.ts'
import { startSockets } from '../../../server/sockets/startSockets.ts'
import { DAY } from '../morning/district.ts'
import { layDistrict } from '../morning/layDistrict.ts'
import { FAMILIES, FAMILY_CLASS, FAMILY_GRADE, FAMILY_SCHOOL } from './families.ts'

/** What a sender needs of one class: its code and its children's tokens. */
export interface BenchClass { code: string; children: string[] }
export interface BenchDoors { port: number; family: string; classes: BenchClass[] }
/** Another day or hour, if any; answered with the processor time that the server has taken so far. */
export interface BenchWish { now?: string }
export interface BenchNews { cpuMs: number }

const [folder, webRoot] = process.argv.slice(2)
const clock = createAdjustableClock(Date.parse(`${DAY}T06:00:00+08:00`), 1)
const service = await createService({ dataFolder: folder, clock, zone: 'Asia/Shanghai', pack: DEFAULT_PACK, feeds: feedsOf(DEFAULT_PACK), demo: false })
await layDistrict(service)
await service.accept('roster', FAMILIES.map(({ studentNo, name }) => ({ school: FAMILY_SCHOOL, grade: FAMILY_GRADE, class: FAMILY_CLASS, studentNo, name })), 'bench')
service.setReady(true)
service.snapshotBytes()

const { context } = service.desk
const tokens = createClassTokens(context.store)
const { campuses, texts } = context.known().registers
let family = ''
const classes: BenchClass[] = []
for (const [campus, of] of classIndex(context)) {
  const names = [...of.classes.keys()].map((name) => texts.textOf(name))
  const codes = context.store.classTables.codesOf(campus, names, context.now());
  [...of.classes.values()].forEach((students, index) => {
    const code = tokens.signClass(codes[index].id, codes[index].version)
    if (campuses[campus].name === FAMILY_SCHOOL) family = code
    else classes.push({ code, children: students.map((student) => tokens.signChild(student)) })
  })
}

const logger = createLogger({ level: 'silent' })
const settings = readSettings({})
const app = createHttpServer({ service, accounts: service.accounts, audit: service.audit, settings, apiKey: 'key', screenToken: null, logger, webRoot })
startSockets({ service, httpServer: app.server, settings, screenToken: null, accounts: service.accounts, logger })
await app.listen({ port: 0, host: '127.0.0.1' })
process.on('message', (asked: BenchWish) => {
  if (asked.now !== undefined) clock.setNow(Date.parse(asked.now))
  const { user, system } = process.cpuUsage()
  process.send!({ cpuMs: (user + system) / 1000 } satisfies BenchNews)
})
process.send!({ port: (app.server.address() as AddressInfo).port, family, classes } satisfies BenchDoors)
