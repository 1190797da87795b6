import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { TakenColumn } from '../feeds/importRequest.ts'

/** Said in one line to whoever typed the command. */
export class ImportFailure extends Error {}

export interface FileToSend {
  kind: string
  fileName: string
  bytes: Uint8Array
  server: URL
  key: string
  crs: string | undefined
  /** Of a verification list: its name, and the day by which it is due. */
  list?: string
  dueOn?: string
  locale: 'zh-CN' | 'en'
}

/** The server's answer, as it comes over HTTP. */
export interface ServerOutcome {
  kind: string
  rows: number
  accepted: number
  duplicates: number
  rejected: number
  rejectsFile: string | null
  columns: TakenColumn[]
  warnings: { code: string; reason: string }[]
}

export interface ImportAnswer {
  outcome: ServerOutcome
  rejectsCsv: Uint8Array | null
}

export type ShowProgress = (phase: 'sending' | 'reading' | 'applying', done: number, total: number | null) => void

const PIECE_BYTES = 256 * 1024

/** Uploads, follows the server's progress, fetches the rejected rows. Throws ImportFailure. */
export async function sendFile(file: FileToSend, show: ShowProgress): Promise<ImportAnswer> {
  const response = await upload(file, show)
  if (response.statusCode !== 200) throw new ImportFailure(await readProblem(response))
  const outcome = await readAnswer(response, show)
  return { outcome, rejectsCsv: outcome.rejectsFile === null ? null : await fetchRejects(file, outcome.rejectsFile) }
}

function open(file: FileToSend, path: string, method: string, headers: Record<string, string | number>): ReturnType<typeof httpRequest> {
  const request = file.server.protocol === 'https:' ? httpsRequest : httpRequest
  return request(new URL(path, file.server), { method, headers: { authorization: `Bearer ${file.key}`, 'accept-language': file.locale, ...headers } })
}

function upload(file: FileToSend, show: ShowProgress): Promise<IncomingMessage> {
  const boundary = `liuse-${randomBytes(18).toString('hex')}`
  // Quotes and line ends would end the field; the server looks at the name only for a year and an extension.
  const name = file.fileName.replace(/["\\\r\n\0]/g, '_')
  const said = Object.entries({ list: file.list, dueOn: file.dueOn }).map(([field, text]) => (text === undefined ? '' : `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${text}\r\n`)).join('')
  const head = Buffer.from(`${said}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`)
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const path = `/api/v1/import/${file.kind}${file.crs ? `?crs=${file.crs}` : ''}`
  const request = open(file, path, 'POST', {
    accept: 'application/x-ndjson', 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': head.length + file.bytes.length + tail.length,
  })
  return new Promise((resolve, reject) => {
    let answered = false
    request.on('response', (response) => {
      answered = true
      resolve(response)
    })
    // After an early answer (a wrong key) the rest of the upload may break; that is no news.
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (!answered) reject(new ImportFailure(`连不上服务器 the server cannot be reached: ${file.server.origin} (${error.code ?? 'unknown'})`))
    })
    const over = new Promise<void>((end) => { request.once('response', () => end()).once('close', end) })
    const send = async (): Promise<void> => {
      request.write(head)
      for (let at = 0; at < file.bytes.length && !answered; at += PIECE_BYTES) {
        const piece = file.bytes.subarray(at, at + PIECE_BYTES)
        if (!request.write(piece)) await Promise.race([over, new Promise<void>((drained) => { request.once('drain', drained) })])
        show('sending', Math.min(at + PIECE_BYTES, file.bytes.length), file.bytes.length)
      }
      request.end(tail)
    }
    send().catch(reject)
  })
}

/** `{progress}` lines, then one `{result}` or `{problem}`. */
async function readAnswer(response: IncomingMessage, show: ShowProgress): Promise<ServerOutcome> {
  try {
    for await (const text of createInterface({ input: response, crlfDelay: Infinity })) {
      const line = JSON.parse(text) as { progress?: { phase: 'reading' | 'applying'; done: number; total: number | null }; result?: ServerOutcome; problem?: { code: string; reason: string } }
      if (line.progress) show(line.progress.phase, line.progress.done, line.progress.total)
      if (line.problem) throw new ImportFailure(`${line.problem.reason} (${line.problem.code})`)
      if (line.result) return line.result
    }
  } catch (error) {
    if (error instanceof ImportFailure) throw error
  }
  throw new ImportFailure('与服务器的连接中断,结果未知;可以放心再导入一次,重复的行不会重复计算。 (The connection broke; importing again is safe.)')
}

async function readProblem(response: IncomingMessage): Promise<string> {
  try {
    const { code, reason } = JSON.parse(Buffer.from(await readAll(response)).toString('utf8')) as { code: string; reason: string }
    if (typeof code === 'string' && typeof reason === 'string') return `${reason} (${code})`
  } catch {
    // Some other server answered.
  }
  return `服务器回答 the server answered ${response.statusCode}`
}

async function fetchRejects(file: FileToSend, link: string): Promise<Uint8Array | null> {
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => open(file, link, 'GET', {}).on('response', resolve).on('error', reject).end())
    const bytes = await readAll(response)
    return response.statusCode === 200 ? bytes : null
  } catch {
    return null
  }
}

async function readAll(response: IncomingMessage): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  for await (const piece of response) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
