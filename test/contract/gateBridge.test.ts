import Database from 'better-sqlite3'
import { join } from 'node:path'
import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../server/logger.ts'
import { dayFromText } from '../../server/protocol/day.ts'
import { startGateBridge } from '../../server/school/gate/mqtt/startGateBridge.ts'
import { readSettings } from '../../server/settings.ts'
import { createRosterRow, createTestService, type TestService } from '../fixtures/createTestService.ts'
import { createDevice, type SimulatedDevice } from '../fixtures/devices/createDevice.ts'
import { type Broker, startBroker } from './startBroker.ts'

const DAY = '2020-04-13'
const today = dayFromText(DAY)!
const OURS = 'liuse-of-the-tests'
const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}+08:00`)

let test: TestService
let broker: Broker
let stopBridge: (() => Promise<void>) | null
let clients: MqttClient[]
let lines: { msg?: string; device?: string }[]
let heard: Set<() => void>
let id: string
let key: string

/** Resolves when the server has said that, `times` times in all. */
const said = (text: string, times = 1): Promise<void> => new Promise((resolve) => {
  const check = (): void => {
    if (lines.filter(({ msg }) => msg?.includes(text)).length < times) return
    heard.delete(check)
    resolve()
  }
  heard.add(check)
  check()
})
const logger = () => createLogger({ to: { write: (line: string) => {
  lines.push(JSON.parse(line) as { msg: string })
  for (const check of [...heard]) check()
} } })
async function bridge(url = broker.url, environment: Record<string, string> = {}): Promise<void> {
  const listening = lines.filter(({ msg }) => msg?.includes('listening to devices')).length
  stopBridge = startGateBridge({ mqtt: readSettings({ LIUSE_MQTT_URL: url, ...environment }).mqtt!, clientId: OURS, gate: test.service.gate, logger: logger(), retryAfterMs: 10, reconnectAfterMs: 20 })
  await said('listening to devices', listening + 1)
}
async function deviceClient(options: mqtt.IClientOptions = {}): Promise<MqttClient> {
  const client = mqtt.connect(broker.url, { reconnectPeriod: 20, ...options })
  clients.push(client)
  client.on('error', () => undefined)
  await new Promise<void>((resolve) => client.once('connect', () => resolve()))
  return client
}
const counts = (day = today) => test.service.desk.context.known().gate.counts(0, day)
const topic = (what: 'readings' | 'heartbeat', device = id, campus = 'c0'): string => `liuse/${campus}/${device}/${what}`
const messageOf = (device: SimulatedDevice, withKey = key): string => JSON.stringify({ key: withKey, ...device.batch() })
function register(campus = 'c0'): { id: string; key: string } {
  const account = { id: 'a0', permissions: new Set(), scope: { places: [], schools: ['all'] } } as never
  const { device, key: made } = test.service.gate.register(account, { name: '东门', campus, gate: '', kind: 'plain' })!
  return { id: device.id, key: made }
}

beforeEach(async () => {
  [lines, heard, clients, stopBridge] = [[], new Set(), [], null]
  test = await createTestService({ day: DAY })
  test.clock.setNow(at('07:10:00'))
  await test.service.accept('roster', [1, 2, 3, 4, 5, 6].map((student) => createRosterRow(student)), 'test')
  await test.service.accept('roster', [createRosterRow(90, { school: '别处小学' })], 'test')
  ;({ id, key } = register())
  broker = await startBroker()
})
afterEach(async () => {
  await stopBridge?.()
  for (const client of clients) await client.endAsync(true)
  await broker.stop()
  await test.remove()
})

describe('a device behind a broker', () => {
  it('is acknowledged only when what it sent is on disk', async () => {
    const onDisk: number[] = []
    const file = new Database(join(test.folder, 'liuse.sqlite'), { readonly: true })
    broker.aedes.on('ack', (_, client) => { if (client.id === OURS) onDisk.push((file.prepare("select count(*) as rows from log where feed = 'gate'").get() as { rows: number }).rows) })
    await bridge()
    const device = createDevice('plain', { now: () => test.service.now() })
    const client = await deviceClient()
    for (let student = 1; student <= 3; student++) {
      device.measure({ studentNo: `202000${student}`, celsius: 36.5 })
      await client.publishAsync(topic('readings'), messageOf(device), { qos: 1 })
      await broker.acknowledged(OURS, 1)
      device.forget()
    }
    expect(onDisk).toEqual([1, 2, 3])
    file.close()
    expect(counts()).toMatchObject({ in: 3, unmeasured: 0 })
  })

  it('that sends last week’s buffer fills its own days and nothing of today; sent again, it counts once', async () => {
    await bridge()
    const device = createDevice('plain', { now: () => test.service.now() })
    for (const day of [6, 7, 8, 9, 10]) for (let student = 1; student <= 6; student++) device.measure({ studentNo: `202000${student}`, celsius: 38.4, at: at('07:05:00', `2020-04-${String(day).padStart(2, '0')}`) })
    const client = await deviceClient()
    for (const _ of [1, 2]) await client.publishAsync(topic('readings'), messageOf(device), { qos: 1 })
    await broker.acknowledged(OURS, 2)
    expect([6, 7, 8, 9, 10].map((day) => counts(dayFromText(`2020-04-${String(day).padStart(2, '0')}`)!).in)).toEqual([6, 6, 6, 6, 6])
    expect(counts()).toEqual({ in: 0, out: 0, unmeasured: 0, stopped: 0 })
    expect([...test.service.desk.context.store.entriesAfter(0)].filter(({ feed }) => feed === 'gate')).toHaveLength(30)
  })

  it('goes on after the broker was restarted and has forgotten everybody; nothing is lost, nothing counts twice', async () => {
    await bridge()
    const device = createDevice('plain', { now: () => test.service.now() })
    const client = await deviceClient({ clientId: 'east-gate', clean: false })
    device.measure({ studentNo: '2020001', celsius: 36.5 })
    await client.publishAsync(topic('readings'), messageOf(device), { qos: 1 })
    await broker.acknowledged(OURS, 1)
    const { port } = broker
    await broker.stop()
    await said('the broker is gone')
    // Measured in between, its buffer not yet emptied: the device sends both again when the line is back.
    device.measure({ studentNo: '2020002', celsius: 36.6 })
    broker = await startBroker({ port })
    await said('listening to devices', 2)
    // Not before we have subscribed: this broker remembers nobody.
    await client.publishAsync(topic('readings'), messageOf(device), { qos: 1 })
    await broker.acknowledged(OURS, 1)
    expect(counts().in).toBe(2)
    expect([...test.service.desk.context.store.entriesAfter(0)].filter(({ feed }) => feed === 'gate')).toHaveLength(2)
  })

  it('what cannot be written stays with the broker, and is there after our own restart', async () => {
    // Too small for another page: every write fails as on a full disk.
    const small = await fillDisk(test)
    test = small
    await bridge()
    const device = createDevice('plain', { now: () => test.service.now() })
    device.measure({ studentNo: '2020001', celsius: 36.5 })
    let acknowledgements = 0
    broker.aedes.on('ack', (_, client) => { if (client.id === OURS) acknowledgements++ })
    const client = await deviceClient()
    await client.publishAsync(topic('readings'), messageOf(device), { qos: 1 })
    await said('they cannot be written', 2)
    expect([acknowledgements, counts().in]).toEqual([0, 0])
    await stopBridge!()
    await test.service.close()
    test = await createTestService({ day: DAY, folder: test.folder })
    test.clock.setNow(at('07:10:00'))
    await bridge()
    await broker.acknowledged(OURS, 1)
    expect(counts().in).toBe(1)
  })

  it('with a wrong key, another device’s, or under another campus is not believed', async () => {
    await bridge()
    const other = register('c1')
    const device = createDevice('plain', { now: () => test.service.now() })
    device.measure({ studentNo: '2020001', celsius: 36.5 })
    const client = await deviceClient()
    const wrong: [string, string][] = [
      [topic('readings'), messageOf(device, 'gk-made-up')], [topic('readings'), messageOf(device, other.key)], [topic('readings', id, 'c1'), messageOf(device)], [topic('readings', other.id), messageOf(device, other.key)],
      [topic('readings'), JSON.stringify((device.batch() as { readings: object[] }).readings)], [topic('readings'), '{"key":'], ['liuse/c0/g0/other', messageOf(device)],
    ]
    for (const [where, what] of wrong) await client.publishAsync(where, what, { qos: 1 })
    // The last topic is none that we listen to.
    await broker.acknowledged(OURS, wrong.length - 1)
    expect([counts().in, test.service.desk.context.known().gate.counts(1, today).in]).toEqual([0, 0])
    expect(lines.map((line) => JSON.stringify(line)).join('')).not.toContain(key)
    await client.publishAsync(topic('readings'), messageOf(device), { qos: 1 })
    await broker.acknowledged(OURS, 1)
    expect(counts().in).toBe(1)
  })

  it('needs no key where the broker lets each device publish under its own name only', async () => {
    await broker.stop()
    broker = await startBroker({
      authenticate: (client, username, _password, done) => {
        Object.assign(client, { username })
        done(null, true)
      },
      authorizePublish: (client, packet, done) => done((client as unknown as { username?: string } | null)?.username === packet.topic.split('/')[2] ? null : new Error('not yours')),
    })
    await bridge(broker.url, { LIUSE_MQTT_BROKER_CHECKS: '1' })
    const device = createDevice('plain', { now: () => test.service.now() })
    device.measure({ studentNo: '2020001', celsius: 36.5 })
    const client = await deviceClient({ username: id, password: 'x' })
    await client.publishAsync(topic('readings'), JSON.stringify(device.batch()), { qos: 1 })
    await broker.acknowledged(OURS, 1)
    expect(counts().in).toBe(1)
  })
})

describe('the clock of a device behind a broker', () => {
  it('is learnt from signs of life, which no broker keeps; a batch that was kept for an hour is not put an hour later', async () => {
    const device = createDevice('plain', { now: () => test.service.now(), skewMs: 3_600_000 })
    await bridge()
    const client = await deviceClient()
    const isSeen = (): boolean => test.service.gate.devices({ id: 'a0', permissions: new Set(), scope: { places: [], schools: ['all'] } } as never).devices[0].skewMs === 3_600_000
    await client.publishAsync(topic('heartbeat'), JSON.stringify({ key, clock: device.clock() }), { qos: 1 })
    // One of the same client after it: when that is acknowledged, the sign of life has been heard.
    await client.publishAsync(topic('readings'), JSON.stringify({ key }), { qos: 1 })
    await broker.acknowledged(OURS, 1)
    device.measure({ studentNo: '2020001', celsius: 36.5 })
    const late = messageOf(device)
    device.forget()
    test.clock.setNow(at('08:10:00'))
    await client.publishAsync(topic('readings'), late, { qos: 1 })
    await broker.acknowledged(OURS, 1)
    expect(isSeen()).toBe(true)
    expect(test.service.desk.context.known().gate.presenceOf(0, today)?.lastSecond).toBe(7 * 3600 + 600)
  })
})

/** The same folder behind a store that can grow no further. */
async function fillDisk(before: TestService): Promise<TestService> {
  await before.service.close()
  const file = new Database(join(before.folder, 'liuse.sqlite'))
  const { page_count: pages } = file.prepare('pragma page_count').get() as { page_count: number }
  file.close()
  const full = await createTestService({ day: DAY, folder: before.folder, maxPages: pages + 1 })
  full.clock.setNow(at('07:10:00'))
  // What room is left is used up by ever fewer rows at once, until not even one more fits.
  let written = 0
  for (let rows = 32; rows >= 1;) {
    try {
      await full.service.accept('gate', Array.from({ length: rows }, () => ({ id: `fill ${++written}`, measuredAt: '2020-03-01T07:00:00+08:00', device: 'x', school: '别处小学', temperatureCelsius: 36 })), 'test')
    } catch {
      rows = Math.floor(rows / 2)
    }
  }
  return full
}
