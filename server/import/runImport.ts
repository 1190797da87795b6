import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { COORDINATE_SYSTEMS, IMPORT_KINDS, isCoordinateSystem, isImportKind } from '../feeds/importKinds.ts'
import { dayFromText } from '../protocol/day.ts'
import { readSettings, SettingError, type Settings } from '../settings.ts'
import { describeOutcome, describeWarnings } from './describeOutcome.ts'
import { type ImportAnswer, ImportFailure, sendFile } from './sendFile.ts'
import { startProgressBar } from './startProgressBar.ts'

export interface Terminal {
  out(line: string): void
  error(line: string): void
  isTerminal: boolean
}

const MOST_BYTES = 50 * 1024 * 1024
const USAGE = `npm run import -- KIND FILE [--server URL] [--crs ${COORDINATE_SYSTEMS.join('|')}] [--json] [--list NAME] [--due YYYY-MM-DD]   KIND: ${IMPORT_KINDS.join(', ')}`

interface Order {
  kind: string
  file: string
  server: URL
  crs: string | undefined
  list: string | undefined
  dueOn: string | undefined
  json: boolean
  key: string
  locale: 'zh-CN' | 'en'
}

/**
 * Sends one file to the running server. Resolves with the exit code: 0 when the file was read (rows may have been
 * rejected), 2 when it could not be read at all, with one line on standard error saying why. Never throws.
 */
export async function runImport(args: string[], environment: NodeJS.ProcessEnv, terminal: Terminal): Promise<0 | 2> {
  const bar = startProgressBar(terminal.isTerminal)
  try {
    const order = await readOrder(args, environment)
    const bytes = await readInput(order.file)
    const answer = await sendFile({ ...order, fileName: basename(order.file), bytes }, bar.show)
    bar.stop()
    const rejectsFile = await saveRejects(order.file, answer, terminal)
    if (order.json) {
      const { kind, rows, accepted, duplicates, rejected } = answer.outcome
      // The line is for a program; what somebody should know of goes beside it.
      for (const line of describeWarnings(answer.outcome, order.locale)) terminal.error(line)
      terminal.out(JSON.stringify({ kind, rows, accepted, duplicates, rejected, rejectsFile }))
    } else {
      for (const line of describeOutcome(answer.outcome, rejectsFile, order.locale)) terminal.out(line)
    }
    return 0
  } catch (error) {
    bar.stop()
    const line = error instanceof ImportFailure || error instanceof SettingError ? error.message : `导入失败 the import failed (${(error as NodeJS.ErrnoException).code ?? (error as Error).name})`
    terminal.error(line.replace(/\s*\n\s*/g, ' '))
    return 2
  }
}

async function readOrder(args: string[], environment: NodeJS.ProcessEnv): Promise<Order> {
  const { values, positionals } = parse(args)
  const [kind, file] = positionals
  if (positionals.length !== 2) throw new ImportFailure(USAGE)
  if (!isImportKind(kind)) throw new ImportFailure(`没有这种导入类型 no such kind of import: ${kind} (${IMPORT_KINDS.join(', ')})`)
  if (values.crs !== undefined && !isCoordinateSystem(values.crs)) throw new ImportFailure(`--crs: ${COORDINATE_SYSTEMS.join(', ')}`)
  if (kind !== 'verification' && (values.list !== undefined || values.due !== undefined)) throw new ImportFailure('--list, --due: 仅用于协查名单 of verification lists only')
  if (values.due !== undefined && dayFromText(values.due) === null) throw new ImportFailure('--due: YYYY-MM-DD')
  const settings = readSettings(environment)
  return {
    kind, file: locate(file, environment), crs: values.crs, list: values.list?.replace(/\p{Cc}/gu, ' '), dueOn: values.due, json: values.json === true,
    server: serverUrl(values.server, settings), key: await readKey(settings),
    locale: /^en/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '') ? 'en' : 'zh-CN',
  }
}

function parse(args: string[]): { values: { server?: string; crs?: string; json?: boolean; list?: string; due?: string }; positionals: string[] } {
  try {
    return parseArgs({ args, allowPositionals: true, options: { server: { type: 'string' }, crs: { type: 'string' }, json: { type: 'boolean' }, list: { type: 'string' }, due: { type: 'string' } } })
  } catch {
    throw new ImportFailure(USAGE)
  }
}

/** npm runs commands in the project's folder; the path was typed in the caller's. */
function locate(file: string, environment: NodeJS.ProcessEnv): string {
  const here = resolve(file)
  const there = environment.INIT_CWD ? resolve(environment.INIT_CWD, file) : here
  return existsSync(here) || !existsSync(there) ? here : there
}

function serverUrl(given: string | undefined, settings: Settings): URL {
  const host = ['0.0.0.0', '::'].includes(settings.host) ? '127.0.0.1' : settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const url = tryUrl(given ?? `http://${host}:${settings.port}`)
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new ImportFailure('--server: http://HOST:PORT')
  return url
}

function tryUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** The setting, else the file that the server keeps beside its data. */
async function readKey(settings: Settings): Promise<string> {
  if (settings.apiKey !== null) return settings.apiKey
  try {
    return (await readFile(join(settings.dataFolder, 'api-key'), 'utf8')).trim()
  } catch {
    throw new ImportFailure(`没有密钥:请设 LIUSE_API_KEY,或让 LIUSE_DATA 指向服务器的数据文件夹。 (No key: set LIUSE_API_KEY, or LIUSE_DATA to the server's data folder.)`)
  }
}

async function readInput(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size > MOST_BYTES) throw new ImportFailure(`文件过大,上限 50 MB。 (The file is too large; at most 50 MB.) ${file}`)
    return await readFile(file)
  } catch (error) {
    if (error instanceof ImportFailure) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw new ImportFailure(code === 'ENOENT' ? `没有这个文件 no such file: ${file}` : `无法读取文件 the file cannot be opened: ${file} (${code ?? 'unknown'})`)
  }
}

/** Puts the rejected rows beside the file; null when there are none, or no place for them. */
async function saveRejects(file: string, answer: ImportAnswer, terminal: Terminal): Promise<string | null> {
  if (answer.rejectsCsv === null) {
    if (answer.outcome.rejected > 0) terminal.error('退回的行未能取回。 (The rejected rows could not be fetched.)')
    return null
  }
  const target = `${file}.rejects.csv`
  try {
    // They hold people's cells: for the owner's eyes only.
    await writeFile(target, answer.rejectsCsv, { mode: 0o600 })
    return target
  } catch {
    terminal.error(`无法写入 cannot be written: ${target}`)
    return null
  }
}
