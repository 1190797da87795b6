import { createHmac, randomBytes } from 'node:crypto'
import { secretEquals } from '../auth/secretEquals.ts'

export interface PlaceTokens {
  /** What stands in the address of a place's page: `VERSION.ID.SIGNATURE`. */
  sign(id: string): string
  /** The id of a token of ours; `outdated` when its secret has been replaced since; null for anything else. */
  open(token: string): { id: string; outdated: boolean } | null
  /** From now on all codes are others; those that hang on the doors say that they are out of date. Returns the new version. */
  rotate(): number
}

interface Meta { readMeta(key: string): string | null; writeMeta(key: string, value: string): void }

const VERSION_KEY = 'code-version'
const secretKey = (version: number): string => `code-secret.${version}`
/** 96 bits: nobody tries them out over a network that is asked at most twice a second; more would only make denser codes. */
const SIGNATURE_LENGTH = 16
const TOKEN = /^([1-9]\d{0,3})\.([ubn][0-9a-z]{1,8})\.([\w-]{16})$/

/**
 * Signs the opaque id of a place, so that whoever has one code can make up no other: codes cannot be counted through.
 * Secrets live in the store; old ones stay there, so that an outdated code is told from an invented one.
 */
export function createPlaceTokens(meta: Meta): PlaceTokens {
  // Read each time: whoever else holds the same store may have replaced it.
  const currentVersion = (): number => Number(meta.readMeta(VERSION_KEY) ?? 0)
  if (currentVersion() === 0) rotate()

  function rotate(): number {
    const version = currentVersion() + 1
    meta.writeMeta(secretKey(version), randomBytes(32).toString('hex'))
    meta.writeMeta(VERSION_KEY, String(version))
    return version
  }

  function signatureOf(id: string, secret: string): string {
    return createHmac('sha256', Buffer.from(secret, 'hex')).update(`place\0${id}`).digest('base64url').slice(0, SIGNATURE_LENGTH)
  }

  return {
    rotate,
    sign(id) {
      const version = currentVersion()
      return `${version}.${id}.${signatureOf(id, meta.readMeta(secretKey(version))!)}`
    },
    open(token) {
      const match = TOKEN.exec(token)
      if (!match) return null
      const [, asked, id, signature] = match
      const secret = meta.readMeta(secretKey(Number(asked)))
      if (secret === null || !secretEquals(signature, signatureOf(id, secret))) return null
      return { id, outdated: Number(asked) !== currentVersion() }
    },
  }
}
