/** Wires everything; the only reader of the environment. */

import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLoopbackName } from './auth/isLoopbackName.ts'
import { type AdjustableClock, createAdjustableClock, systemClock } from './clock.ts'
import { readRoles, RolesFileError } from './auth/readRoles.ts'
import { putRolesInForce } from './auth/roles.ts'
import { layFirstAdministrator } from './auth/accounts/layFirstAdministrator.ts'
import { createService, type RunningService } from './createService.ts'
import { createSender } from './demo/createSender.ts'
import { layDemoAccounts } from './demo/layDemoAccounts.ts'
import { DEMO_AUTHOR } from './demo/demoAuthor.ts'
import { prepareDemoFolder, SCRIPT_FILE } from './demo/demoFolder.ts'
import { morningOf } from './demo/morningOf.ts'
import { playDay } from './demo/playDay.ts'
import { feedsOf, postedFeedsOf } from './feeds/index.ts'
import { answerStarting } from './http/answerStarting.ts'
import { createHttpServer } from './http/createHttpServer.ts'
import { createLogger } from './logger.ts'
import { DEFAULT_PACK } from './packs/index.ts'
import { dayToText } from './protocol/day.ts'
import { startGateBridge } from './school/gate/mqtt/startGateBridge.ts'
import { readSettings, SettingError, type Settings, unknownSettings } from './settings.ts'
import { startSockets } from './sockets/startSockets.ts'
import { FolderInUseError, lockFolder } from './store/lockFolder.ts'
import { makeFolder } from './store/makeFolder.ts'
import { zoneOffsetMinutes } from './zone.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)
/** One line, and out: the person who started it reads it in a terminal. */
class StartError extends Error {}

async function main(): Promise<void> {
  // Whatever is written below holds the vault: for its owner only, in a folder of any rights.
  process.umask(0o077)
  const settings = readSettings(process.env)
  for (const name of unknownSettings(process.env)) print(`${name}: 没有这项设置,已忽略 (no such setting, ignored)`)
  const folder = resolve(settings.dataFolder)
  // The demo keeps to a folder of its own, so that it can be thrown away and never meets real data.
  const storeFolder = settings.demo ? join(folder, 'demo') : folder
  if (settings.demo && existsSync(join(folder, 'liuse.sqlite'))) {
    throw new StartError(`${folder} 中有真实数据,演示不会使用它;请设 LIUSE_DEMO=0,或另指定 LIUSE_DATA。 (It holds real data, which the demo never touches: set LIUSE_DEMO=0 or another LIUSE_DATA.)`)
  }
  try {
    makeFolder(storeFolder)
  } catch (error) {
    throw new StartError(`LIUSE_DATA: 无法使用这个文件夹 ${settings.dataFolder} (this folder cannot be used: ${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
  const ownRoles = readText(join(folder, 'roles.json'))
  if (ownRoles !== null) putRolesInForce(readRoles(ownRoles))
  const unlock = lockFolder(folder)
  const address = { port: settings.port, host: settings.host }
  const giveAddressBack = await answerStarting(address).catch(refuseAddress(settings))
  const apiKey = settings.apiKey ?? keptSecret(folder, 'api-key', (key) => print(`API key 接口密钥(只显示这一次,存于 ${join(folder, 'api-key')}): ${key}`))
  const screenToken = isLoopbackName(settings.host) ? null : keptSecret(folder, 'screen-token', () => {})
  const logger = createLogger()

  const clock: AdjustableClock = createAdjustableClock(systemClock.now(), settings.demo ? settings.demoSpeed : 1)
  const baseDay = todayIn(settings)
  if (settings.demo) {
    const { laid, keptAside } = await prepareDemoFolder(storeFolder, baseDay)
    if (keptAside !== null) print(`前一天的演示收到过外来上报,已移存到 ${keptAside} (an earlier demo day holds reports of others: kept there)`)
    if (!laid) await layInOwnProcess(storeFolder, baseDay, settings)
    clock.setNow(morningOf(baseDay))
  }
  const pack = DEFAULT_PACK
  const service = await createService({ dataFolder: storeFolder, clock, zone: settings.timezone, pack, feeds: feedsOf(pack), demo: settings.demo, beginAgainAs: settings.demo ? DEMO_AUTHOR : undefined, publicUrl: settings.publicUrl, mail: settings.mail, onTrouble: (error) => logger.error({ error }, 'work by the clock failed'), onProgress: (_, done) => print(`读取日志 reading the log: ${done}`) })
  if (settings.demo) await layDemoAccounts(service.accounts, service.places(), service.campuses())
  const firstPassword = settings.demo ? null : await layFirstAdministrator(service.accounts)
  if (firstPassword !== null) print(`第一个管理员 first administrator: admin · 一次性密码(只显示这一次) one-time password (shown once): ${firstPassword}`)
  const demoKey = settings.demo ? randomBytes(24).toString('base64url') : null
  const app = createHttpServer({
    service, accounts: service.accounts, audit: service.audit, settings, apiKey, screenToken, logger, webRoot: fileURLToPath(new URL('../web', import.meta.url)), feeds: postedFeedsOf(pack),
    demoKey,
  })
  const stopSockets = startSockets({ service, httpServer: app.server, settings, screenToken, apiKey, accounts: service.accounts, logger })
  await giveAddressBack()
  await app.listen(address).catch(refuseAddress(settings))
  const { port } = app.server.address() as { port: number }

  service.setReady(true)
  const stopBridge = settings.mqtt === null ? null : startGateBridge({ mqtt: settings.mqtt, clientId: keptClientId(service), gate: service.gate, logger })
  printAddresses(settings, port, screenToken)

  let stopDemo = (): void => {}
  if (demoKey !== null) {
    stopDemo = playDay({
      scriptFile: join(storeFolder, SCRIPT_FILE), baseDay, clock,
      send: createSender(`http://${urlHost(settings.host)}:${port}`, demoKey),
      beginAgain: () => service.rewind(DEMO_AUTHOR),
      onError: (error) => logger.warn({ error }, 'the demo stumbled'),
    })
  }

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    stopDemo()
    service.setReady(false)
    await stopBridge?.()
    stopSockets()
    await app.close()
    await service.close()
    unlock()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
}

const refuseAddress = ({ port, host }: Settings) => (error: NodeJS.ErrnoException): never => {
  if (error.code === 'EADDRINUSE') throw new StartError(`PORT: 端口 ${port} 已被占用 (port is in use)`)
  if (error.code === 'EACCES') throw new StartError(`PORT: 无权使用端口 ${port} (not allowed to use this port)`)
  throw new StartError(`HOST: 无法监听 ${host} (cannot listen there: ${error.code ?? 'unknown'})`)
}

function layInOwnProcess(folder: string, baseDay: string, settings: Settings): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('lay.js', import.meta.url)), folder, baseDay, settings.timezone], { stdio: ['ignore', 'inherit', 'inherit'] })
  const end = (): void => void child.kill()
  process.once('SIGINT', end).once('SIGTERM', end)
  return new Promise((done, failed) => child.once('exit', (code) => {
    process.off('SIGINT', end).off('SIGTERM', end)
    if (code === 0) done()
    else failed(new StartError('演示小镇没有生成完,请再次启动。 (The demo town was not finished: start again.)'))
  }))
}

/** Under which the broker keeps what devices send while this server is down. */
function keptClientId({ readMeta, writeMeta }: Pick<RunningService, 'readMeta' | 'writeMeta'>): string {
  const kept = readMeta('mqtt-client-id')
  if (kept !== null) return kept
  const made = `liuse-${randomBytes(6).toString('hex')}`
  writeMeta('mqtt-client-id', made)
  return made
}

/** A secret that is made once and kept beside the data, readable by its owner only. */
function keptSecret(folder: string, name: string, onMade: (secret: string) => void): string {
  const file = join(folder, name)
  const kept = readText(file)
  if (kept) return kept
  const made = randomBytes(24).toString('base64url')
  writeFileSync(file, made, { mode: 0o600 })
  onMade(made)
  return made
}

const readText = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8').trim() : null)
const urlHost = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host)

function todayIn(settings: Settings): string {
  const now = systemClock.now()
  return dayToText(Math.floor((now + zoneOffsetMinutes(settings.timezone, now) * 60_000) / 86_400_000))
}

function printAddresses(settings: Settings, port: number, screenToken: string | null): void {
  const origin = `http://${urlHost(settings.host)}:${port}`
  // In the fragment, which no server and no log ever sees.
  const fragment = screenToken === null ? '' : `#screen=${screenToken}`
  print('')
  print(`  大屏 wall   ${origin}/wall${fragment}`)
  print(`  工作台 desk ${origin}/desk${fragment}`)
  print(`  简报 brief  ${origin}/brief${fragment}`)
  print(`  接口 API    ${origin}/api/docs`)
  if (settings.publicUrl !== null) print(`  居民与外部地址 public address: ${settings.publicUrl}`)
  print('')
}

main().catch((error: unknown) => {
  if (error instanceof SettingError || error instanceof StartError || error instanceof RolesFileError) process.stderr.write(`${error.message}\n`)
  else if (error instanceof FolderInUseError) process.stderr.write('LIUSE_DATA: 另一个 Liuse 正在使用这个数据文件夹。 (another Liuse uses this folder)\n')
  else process.stderr.write(`启动失败 (could not start): ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
