/** Settings: environment variables, all optional, read and checked here and nowhere else (main.ts hands the environment in). */

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
}

/** One line for the person who started the server; it names the setting. */
export class SettingError extends Error {
  constructor(readonly setting: string, problem: string) {
    super(`${setting}: ${problem}`)
    this.name = 'SettingError'
  }
}

const OWN_SETTINGS = ['LIUSE_DATA', 'LIUSE_DEMO', 'LIUSE_API_KEY', 'LIUSE_TIMEZONE', 'LIUSE_DEMO_SPEED']

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
  if (!/^\d+(\.\d+)?$/.test(text) || speed < 0.1 || speed > 3600) throw wrong('LIUSE_DEMO_SPEED', text, 'a number from 0.1 to 3600 应为 0.1–3600 的数')
  return speed
}

const oneLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').slice(0, 60)
const wrong = (setting: string, text: string, expected: string): SettingError => new SettingError(setting, `"${oneLine(text)}" is wrong; must be ${expected}`)
