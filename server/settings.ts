/** Settings: environment variables, all optional, read and checked here and nowhere else (main.ts hands the environment in). */

import { isLoopbackName } from './auth/isLoopbackName.ts'

export interface Settings {
  port: number
  host: string
  /** Folder of the log, the vault and the key file, as written (relative to where the server was started). */
  dataFolder: string
  demo: boolean
  /** Null when absent: main.ts then generates one and keeps it in the data folder. */
  apiKey: string | null
  timezone: string
  /** Script seconds per second of the demo's day. */
  demoSpeed: number
  /** Where residents and links reach this server (`https://liuse.example`); null: as the page that asks did. */
  publicUrl: string | null
  /** Mail for chasing missing reports; null: no mail is sent. `url` holds the mail server's password. */
  mail: { url: string; from: string } | null
  /** Signing in through OpenID Connect; null: with passwords only. */
  oidc: OidcSettings | null
  /** The broker through which devices at school gates may send; null: by HTTP only. */
  mqtt: MqttSettings | null
}

export interface OidcSettings {
  /** https, or http on a loopback address. */
  issuer: string
  clientId: string
  clientSecret: string
  /** Where the provider sends people back to: `https://OUR-HOST/api/v1/session/oidc/callback`. */
  redirect: string
}

export interface MqttSettings {
  /** `mqtt://` or `mqtts://` and a host. */
  url: string
  username: string | null
  password: string | null
  /** The broker lets a device publish under its own topic only; then messages need no key. */
  brokerChecks: boolean
}

/** One line for the person who started the server; it names the setting. */
export class SettingError extends Error {
  constructor(readonly setting: string, problem: string) {
    super(`${setting}: ${problem}`)
    this.name = 'SettingError'
  }
}

const OIDC_SETTINGS = ['LIUSE_OIDC_ISSUER', 'LIUSE_OIDC_CLIENT_ID', 'LIUSE_OIDC_CLIENT_SECRET', 'LIUSE_OIDC_REDIRECT'] as const
const MQTT_SETTINGS = ['LIUSE_MQTT_URL', 'LIUSE_MQTT_USERNAME', 'LIUSE_MQTT_PASSWORD', 'LIUSE_MQTT_BROKER_CHECKS'] as const
const OWN_SETTINGS: readonly string[] = ['LIUSE_DATA', 'LIUSE_DEMO', 'LIUSE_API_KEY', 'LIUSE_TIMEZONE', 'LIUSE_DEMO_SPEED', 'LIUSE_PUBLIC_URL', 'LIUSE_SMTP_URL', 'LIUSE_MAIL_FROM', ...OIDC_SETTINGS, ...MQTT_SETTINGS]

/**
 * Names that look like ours and are none, made printable: a misspelt one would be ignored in silence, and a real system
 * would start as the demo. They are warned of, not refused, since a host may carry names of its own.
 */
export function unknownSettings(environment: Record<string, string | undefined>): string[] {
  return Object.keys(environment).filter((name) => name.startsWith('LIUSE_') && !OWN_SETTINGS.includes(name)).map(oneLine)
}

/** Reads and checks; throws SettingError for the first setting that is wrong. An empty value counts as absent. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const read = (name: string): string | null => environment[name]?.trim() || null
  return {
    port: readPort(read('PORT')),
    host: readHost(read('HOST')),
    dataFolder: readDataFolder(read('LIUSE_DATA')),
    demo: readSwitch('LIUSE_DEMO', read('LIUSE_DEMO')),
    apiKey: readApiKey(read('LIUSE_API_KEY')),
    timezone: readTimezone(read('LIUSE_TIMEZONE')),
    demoSpeed: readDemoSpeed(read('LIUSE_DEMO_SPEED')),
    publicUrl: readPublicUrl(read('LIUSE_PUBLIC_URL')),
    mail: readMail(read('LIUSE_SMTP_URL'), read('LIUSE_MAIL_FROM')),
    oidc: readOidc(read),
    mqtt: readMqtt(read),
  }
}

function readPort(text: string | null): number {
  if (text === null) return 8066
  const port = Number(text)
  // 0 asks the system for a free port; tests and benches use it.
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw wrong('PORT', text, 'a whole number from 0 to 65535 应为 0–65535 的整数')
  return port
}

function readHost(text: string | null): string {
  if (text === null) return '127.0.0.1'
  if (!/^[0-9A-Za-z.:_\-%]{1,253}$/.test(text)) throw wrong('HOST', text, 'an address or a host name 应为地址或主机名')
  return text
}

function readDataFolder(text: string | null): string {
  if (text === null) return './data'
  if (text.includes('\0') || text.length > 4096) throw new SettingError('LIUSE_DATA', 'must be a folder 应为文件夹路径')
  return text
}

function readSwitch(name: string, text: string | null): boolean {
  if (text === null || text === '1') return true
  if (text === '0') return false
  throw wrong(name, text, '0 or 1 应为 0 或 1')
}

function readApiKey(text: string | null): string | null {
  if (text === null) return null
  // The value itself is a secret and stays out of the message.
  if (text.length > 256 || !/^[\x21-\x7e]+$/.test(text)) {
    throw new SettingError('LIUSE_API_KEY', 'must be at most 256 ASCII characters without blanks 应为不超过 256 个无空格的 ASCII 字符')
  }
  return text
}

function readTimezone(text: string | null): string {
  const timezone = text ?? 'Asia/Shanghai'
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone })
  } catch {
    throw wrong('LIUSE_TIMEZONE', timezone, 'a zone name such as Asia/Shanghai 应为时区名,如 Asia/Shanghai')
  }
  return timezone
}

function readDemoSpeed(text: string | null): number {
  if (text === null) return 30
  const speed = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || speed < 0.1 || speed > 600) throw wrong('LIUSE_DEMO_SPEED', text, 'a number from 0.1 to 600 应为 0.1–600 的数')
  return speed
}

/** An origin: codes on doors carry it, so a name or password in it, or a path that this server has not, would hang there. */
function readPublicUrl(text: string | null): string | null {
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isOrigin = url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && text.replace(/\/$/, '').toLowerCase() === url.origin.toLowerCase()
  // Not repeated: it may hold a password.
  if (!isOrigin || text.length > 200) throw new SettingError('LIUSE_PUBLIC_URL', 'must be http:// or https:// and a host, without a path 应为 http:// 或 https:// 加主机名,不带路径')
  return url.origin
}

/** All four or none: half a provider would let nobody in, and nobody would know why. */
function readMail(url: string | null, from: string | null): Settings['mail'] {
  if (url === null && from === null) return null
  if (url === null) throw new SettingError('LIUSE_SMTP_URL', 'is needed with LIUSE_MAIL_FROM 须与 LIUSE_MAIL_FROM 一起给出')
  // It holds a password, and stays out of the message.
  if (!URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol) || new URL(url).hostname === '') throw new SettingError('LIUSE_SMTP_URL', 'must be smtp://user:password@host:587 or smtps://… 应为 smtp://用户:密码@主机:587 或 smtps://…')
  if (from === null || !/^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/.test(from)) throw wrong('LIUSE_MAIL_FROM', from ?? '', 'the sender\'s mail address 发件人邮箱地址')
  return { url, from }
}

function readOidc(read: (name: string) => string | null): OidcSettings | null {
  const missing = OIDC_SETTINGS.filter((name) => read(name) === null)
  if (missing.length === OIDC_SETTINGS.length) return null
  if (missing.length > 0) throw new SettingError(missing[0], 'is needed with the other LIUSE_OIDC_ settings 须与其他 LIUSE_OIDC_ 设置一起给出')
  const [issuer, clientId, clientSecret, redirect] = OIDC_SETTINGS.map((name) => read(name)!)
  checkWebAddress('LIUSE_OIDC_ISSUER', issuer)
  checkWebAddress('LIUSE_OIDC_REDIRECT', redirect)
  if (new URL(redirect).pathname !== OIDC_CALLBACK_PATH) throw wrong('LIUSE_OIDC_REDIRECT', redirect, `an address that ends in ${OIDC_CALLBACK_PATH} 应以 ${OIDC_CALLBACK_PATH} 结尾`)
  // The secret itself stays out of the message.
  if (clientSecret.length > 512 || !/^[\x21-\x7e]+$/.test(clientSecret)) throw new SettingError('LIUSE_OIDC_CLIENT_SECRET', 'must be ASCII characters without blanks 应为无空格的 ASCII 字符')
  if (clientId.length > 256 || !/^[\x21-\x7e]+$/.test(clientId)) throw wrong('LIUSE_OIDC_CLIENT_ID', clientId, 'ASCII characters without blanks 无空格的 ASCII 字符')
  return { issuer, clientId, clientSecret, redirect }
}

/** The URL says whether there is a broker; the others mean nothing without it. */
function readMqtt(read: (name: string) => string | null): MqttSettings | null {
  const text = read('LIUSE_MQTT_URL')
  const [username, password] = [read('LIUSE_MQTT_USERNAME'), read('LIUSE_MQTT_PASSWORD')]
  if (text === null) {
    const given = MQTT_SETTINGS.find((name) => read(name) !== null)
    if (given !== undefined) throw new SettingError('LIUSE_MQTT_URL', `is needed with ${given} 须与 ${given} 一起给出`)
    return null
  }
  const url = URL.canParse(text) ? new URL(text) : null
  const isBroker = url !== null && /^mqtts?:$/.test(url.protocol) && url.hostname !== '' && url.username === '' && url.password === '' && (url.pathname === '' || url.pathname === '/') && url.search === '' && url.hash === ''
  // Not repeated: it may hold a password.
  if (!isBroker || text.length > 200) throw new SettingError('LIUSE_MQTT_URL', 'must be mqtt:// or mqtts:// and a host, without name or password 应为 mqtt:// 或 mqtts:// 加主机名,不带用户名和密码')
  if ((username === null) !== (password === null)) throw new SettingError(username === null ? 'LIUSE_MQTT_USERNAME' : 'LIUSE_MQTT_PASSWORD', 'name and password are given together or not at all 用户名和密码须同时给出')
  return { url: text, username, password, brokerChecks: read('LIUSE_MQTT_BROKER_CHECKS') === null ? false : readSwitch('LIUSE_MQTT_BROKER_CHECKS', read('LIUSE_MQTT_BROKER_CHECKS')) }
}

/** Where the provider sends people back to. */
export const OIDC_CALLBACK_PATH = '/api/v1/session/oidc/callback'

/** https everywhere but on this machine: what travels there opens accounts. */
function checkWebAddress(setting: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackName(url.hostname))) return
  throw wrong(setting, text, 'an https:// address (http:// on this machine only) 应为 https:// 地址(仅本机可用 http://)')
}

const oneLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').slice(0, 60)
const wrong = (setting: string, text: string, expected: string): SettingError => new SettingError(setting, `"${oneLine(text)}" is wrong; must be ${expected}`)
