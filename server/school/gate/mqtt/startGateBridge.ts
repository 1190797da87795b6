import mqtt, { type IPublishPacket } from 'mqtt'
import type { Logger } from 'pino'
import { StoreUnavailableError } from '../../../service.ts'
import type { MqttSettings } from '../../../settings.ts'
import type { Gate } from '../gate.ts'
import { readTopic } from './readTopic.ts'

export interface GateBridgeOptions {
  mqtt: MqttSettings
  /** The broker keeps what comes while we are away under this name: the same at every start. */
  clientId: string
  gate: Gate
  logger: Logger
  /** Before a batch that could not be written is tried again (ms). */
  retryAfterMs?: number
  reconnectAfterMs?: number
}

const RETRY_AFTER_MS = 2_000
const RECONNECT_AFTER_MS = 2_000
const LARGEST_BYTES = 4 * 1024 * 1024
/** Readings are kept by the broker for us; signs of life are not, so a clock that comes by one is of now. */
const SUBSCRIPTIONS = { 'liuse/+/+/readings': { qos: 1 }, 'liuse/+/+/heartbeat': { qos: 0 } } as const

/**
 * Devices that speak MQTT: subscribes at a broker, checks whose each message is, and hands it to the gate. A message is
 * acknowledged only when it is on disk; after a crash, or a broker's restart, it comes again and counts once. Returns a
 * function that stops it; what is not on disk by then stays with the broker.
 */
export function startGateBridge(options: GateBridgeOptions): () => Promise<void> {
  const { gate, logger, retryAfterMs = RETRY_AFTER_MS } = options
  const { url, username, password, brokerChecks } = options.mqtt
  let stopped = false
  let connection = 0
  let wake = (): void => {}
  const client = mqtt.connect(url, {
    clientId: options.clientId, clean: false, protocolVersion: 4, reconnectPeriod: options.reconnectAfterMs ?? RECONNECT_AFTER_MS, resubscribe: false,
    ...(username !== null && { username }), ...(password !== null && { password }),
  })

  // At every connection: a broker that was restarted may have forgotten us.
  client.on('connect', () => {
    client.subscribe(SUBSCRIPTIONS, (error) => {
      if (error) logger.warn({ error }, 'the broker refused the subscription')
      else logger.info('listening to devices at the broker')
    })
  })
  client.on('close', () => {
    connection++
    if (!stopped) logger.warn('the broker is gone; trying again')
  })
  // Without a listener it would end the process; `close` follows.
  client.on('error', (error) => logger.warn({ error }, 'the broker cannot be reached'))

  client.handleMessage = (packet, acknowledge) => {
    const of = connection
    void take(packet).then((isDone) => {
      // The number of a message means another one on another connection: acknowledged there, that one would be lost.
      if (isDone && of === connection && !stopped) acknowledge()
    })
  }

  /** True when the broker may forget it: it is on disk, or will never be taken. */
  async function take(packet: IPublishPacket): Promise<boolean> {
    const address = readTopic(packet.topic)
    if (!address) return true
    const payload = readPayload(packet.payload)
    const key = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Record<string, unknown>).key : undefined
    const known = gate.campusOf(address.device) === address.campus
    const proven = known && (brokerChecks ? gate.isEnabled(address.device) : typeof key === 'string' && gate.deviceOf(key) === address.device)
    if (!proven) {
      // A device of that id may be somebody else's, so its own list says nothing of this.
      logger.warn({ device: known ? address.device : 'unknown' }, 'a message from a broker did not prove whose it is')
      return true
    }
    if (payload === undefined) {
      gate.noteProblem(address.device, 'broken-json')
      return true
    }
    const said = key === undefined ? payload : Object.fromEntries(Object.entries(payload as object).filter(([field]) => field !== 'key'))
    const only = address.what === 'heartbeat' ? clockOf(said) : said
    while (!stopped) {
      try {
        await gate.takeBatch(address.device, only, { clockIsFresh: address.what === 'heartbeat' && packet.retain !== true, locale: 'zh-CN' })
        return true
      } catch (error) {
        gate.noteProblem(address.device, 'not-kept')
        logger.warn({ error }, 'readings wait at the broker: they cannot be written')
        // What fails otherwise fails every time, and would keep all others waiting behind it.
        if (!(error instanceof StoreUnavailableError)) return true
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, retryAfterMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    }
    return false
  }

  return async () => {
    stopped = true
    wake()
    await client.endAsync(true)
  }
}

const clockOf = (said: unknown): object => {
  const clock = (said as { clock?: unknown } | null)?.clock
  return clock === undefined ? {} : { clock }
}

function readPayload(payload: string | Buffer): unknown {
  if (payload.length === 0) return {}
  if (payload.length > LARGEST_BYTES) return undefined
  try {
    return JSON.parse(payload.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
