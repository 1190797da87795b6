import { errorReason } from './reasons.ts'
import type { GeodataErrorCode, Reason } from './reasons.ts'

/** The whole file cannot be read. `code` is stable; `reason` is for people; the message never quotes the file. */
export class GeodataError extends Error {
  readonly code: GeodataErrorCode
  readonly reason: Reason

  constructor(code: GeodataErrorCode, detail: string | number = '', options?: { cause?: unknown }) {
    const reason = errorReason(code, detail)
    super(`${code}: ${reason.en}`, options)
    this.name = 'GeodataError'
    this.code = code
    this.reason = reason
  }
}
