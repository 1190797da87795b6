import { createHash, randomBytes } from 'node:crypto'
import { secretEquals } from '../../auth/secretEquals.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import type { ClassCodeRow, ClassLinkRow } from '../../store/tables.ts'
import { STAFF_CLASS } from '../../protocol/school.ts'
import { classIndex } from './classIndex.ts'
import type { ClassTokens } from './classTokens.ts'

/** A class behind a code or a link, as it is now. */
export interface ClassDoor {
  code: ClassCodeRow
  school: string
  className: string
  grade: string
  /** Pupils on its roster, or those who work there, in the order of their ids. */
  students: readonly number[]
  isOfStaff: boolean
}
export type ClosedDoor = 'unknown' | 'outdated' | 'gone' | 'over'

const LINK = /^t\.([0-9a-z]{1,8})\.([\w-]{22})$/
/** 128 bits: whoever has the link is the class's teacher. */
const SECRET_BYTES = 16
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** The class that a parents' code opens, or why it opens nothing. */
export function openClassCode(context: DeskContext, tokens: ClassTokens, token: string): ClassDoor | ClosedDoor {
  const opened = tokens.openClass(token)
  const code = opened && context.store.classTables.code(opened.code)
  if (!opened || !code) return 'unknown'
  return opened.version === code.version ? doorOf(context, code) : 'outdated'
}

/** The class that a teacher's link opens. One that is over or was taken back is told so; a guessed one is unknown. */
export function openClassLink(context: DeskContext, token: string, now: number): (ClassDoor & { link: ClassLinkRow }) | ClosedDoor {
  const match = LINK.exec(token)
  const link = match && context.store.classTables.link(parseInt(match[1], 36))
  if (!match || !link || !secretEquals(hashOf(match[2]), link.token_hash)) return 'unknown'
  if (link.revoked_at !== null || link.expires_at <= now) return 'over'
  const door = doorOf(context, context.store.classTables.code(link.code)!)
  return typeof door === 'string' ? door : { ...door, link }
}

/** A new link of a class: its token is told this once. */
export function makeClassLink(context: DeskContext, code: ClassCodeRow, options: { by: string; expiresAt: number }): string {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const id = context.store.classTables.addLink({ code: code.id, token_hash: hashOf(secret), made_at: context.now(), made_by: options.by, expires_at: options.expiresAt })
  return `t.${id.toString(36)}.${secret}`
}

/** The class, or the staff, that a code stands for; 'gone' when it has nobody any more: the years were promoted, or the roster replaced. */
export function doorOf(context: DeskContext, code: ClassCodeRow): ClassDoor | 'gone' {
  const { registers } = context.known()
  const isOfStaff = code.class === STAFF_CLASS
  const campus = classIndex(context).get(code.campus)
  const students = isOfStaff ? campus?.staff : campus?.classes.get(registers.texts.numberOf(code.class))
  if (!students || students.length === 0) return 'gone'
  return { code, school: registers.campuses[code.campus].name, className: code.class, grade: registers.texts.textOf(registers.studentGrade.values[students[0]]), students, isOfStaff }
}
