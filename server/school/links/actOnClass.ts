import type { DeskContext } from '../../desk/deskContext.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { ClassActAnswer } from '../../protocol/checks.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { ClassDoor } from './classDoor.ts'
import { submitCheck } from './submitCheck.ts'

/** In whose name the log keeps what comes by a teacher's link: the class's, since whoever holds the link was not asked who they are. */
const classLinkAuthor = (code: number): string => `class-link:q${code.toString(36)}`

/** A report on behalf after a call, leave with one tap, or its taking back: for a pupil of the class, for today. Null: no such pupil in it, or no such act. */
export async function actOnClass(context: DeskContext, door: ClassDoor, body: Record<string, unknown>, locale: Locale): Promise<ClassActAnswer | null> {
  const student = numberOfId('s', body.pupil)
  if (!door.students.includes(student)) return null
  const author = classLinkAuthor(door.code.id)
  const { act, id, kind, version, answers, openedOn } = body
  if (act === 'report') return submitCheck(context, door, student, { by: 'teacher', author }, { id: String(id), version, answers, openedOn, again: body.again === true }, locale)
  if (act !== 'leave' && act !== 'cancel-leave') return null
  const row = { id: `${idOf('s', student)}:${String(id)}`, student: idOf('s', student), day: dayToText(context.today()), act: act === 'leave' ? 'leave' : 'cancel', ...(act === 'leave' ? { kind } : {}) }
  const { rejected } = await context.accept('absence', [row], author)
  if (rejected.length === 0) return { state: 'done' }
  return { state: 'problems', problems: rejected.map(({ field, code }) => ({ field, code, reason: rowProblem(field, code).reason[locale] })) }
}
