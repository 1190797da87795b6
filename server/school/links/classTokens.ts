import { createHmac, randomBytes } from 'node:crypto'
import { secretEquals } from '../../auth/secretEquals.ts'

export interface ClassTokens {
  /** What stands in the address of a class's page: `VERSION.qID.SIGNATURE`, like a place's. */
  signClass(code: number, version: number): string
  /** What such a token was signed for; null for anything else. Whether its version still holds, the class knows. */
  openClass(token: string): { code: number; version: number } | null
  /** What a phone keeps of a child: `sID.SIGNATURE`. It opens nothing without the code of the child's class. */
  signChild(student: number): string
  openChild(token: unknown): number | null
}

interface Meta { readMeta(key: string): string | null; writeMeta(key: string, value: string): void }

const SECRET_KEY = 'class-code-secret'
/** 96 bits, as in a place's code. */
const SIGNATURE_LENGTH = 16
const CLASS = /^([1-9]\d{0,3})\.q([0-9a-z]{1,8})\.([\w-]{16})$/
const CHILD = /^s([0-9a-z]{1,8})\.([\w-]{16})$/

/** Signs classes and children, so that whoever has one token can make up no other. One secret for all, kept in the store. */
export function createClassTokens(meta: Meta): ClassTokens {
  let secret = meta.readMeta(SECRET_KEY)
  if (secret === null) meta.writeMeta(SECRET_KEY, (secret = randomBytes(32).toString('hex')))
  const key = Buffer.from(secret, 'hex')
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url').slice(0, SIGNATURE_LENGTH)
  const ofClass = (code: string, version: string): string => sign(`class\0${code}\0${version}`)
  return {
    signClass: (code, version) => `${version}.q${code.toString(36)}.${ofClass(code.toString(36), String(version))}`,
    openClass(token) {
      const match = CLASS.exec(token)
      if (!match || !secretEquals(match[3], ofClass(match[2], match[1]))) return null
      return { code: parseInt(match[2], 36), version: Number(match[1]) }
    },
    signChild: (student) => `s${student.toString(36)}.${sign(`child\0${student.toString(36)}`)}`,
    openChild(token) {
      const match = typeof token === 'string' && token.length < 40 ? CHILD.exec(token) : null
      return match && secretEquals(match[2], sign(`child\0${match[1]}`)) ? parseInt(match[1], 36) : null
    },
  }
}
