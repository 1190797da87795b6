import { destination, pino, type DestinationStream, type Logger } from 'pino'

/** Paths that must never reach a log line, should somebody log a whole request or row one day. */
const REDACTED = [
  'req', 'res', 'request', 'reply', 'headers', 'query', 'url', 'body', 'row', 'rows', 'apiKey', 'screenToken',
  'authorization', 'name', 'phone', 'idNumber', '*.name', '*.phone', '*.idNumber', '*.authorization', '*.url', '*.query', '*.body',
]

/**
 * The server's logger: one JSON line per event on standard error, nothing personal in it. Errors are
 * logged by name, code and stack frames only: the message of a parser's error quotes what it was given.
 */
export function createLogger(options: { level?: string; to?: DestinationStream } = {}): Logger {
  return pino({
    level: options.level ?? 'info',
    base: undefined,
    redact: { paths: REDACTED, remove: true },
    serializers: { err: describeError, error: describeError },
  }, options.to ?? destination({ dest: 2, sync: true }))
}

/** Name, code and frames; never the message. */
export function describeError(error: unknown): { kind: string; code?: string; frames?: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const code = (error as { code?: unknown }).code
  return {
    kind: error.name,
    ...(typeof code === 'string' && { code }),
    frames: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim()),
  }
}
