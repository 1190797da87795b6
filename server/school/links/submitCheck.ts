import type { DeskContext } from '../../desk/deskContext.ts'
import { minuteNow } from '../../desk/minuteNow.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { checkForm } from '../../forms/checkForm.ts'
import { idOf } from '../../merge/opaqueId.ts'
import type { RowProblem } from '../../packs/pack.ts'
import type { CheckAnswer } from '../../protocol/checks.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Locale, Wording } from '../../protocol/entities.ts'
import { clockText } from '../../protocol/clockText.ts'
import type { ClassDoor } from './classDoor.ts'
import { checkFormAnswered } from './checkForms.ts'
import { checkContent } from './checkRow.ts'
import { identityOf } from './pupilOfClass.ts'

export interface CheckSubmission { id: string; version: unknown; answers: unknown; openedOn: unknown; again: boolean }

const alreadySent = (at: string): Wording => ({ 'zh-CN': `今天 ${at} 已经上报过，还要再报一次吗？`, en: `Already reported today at ${at}. Send again?` })
const NEW_DAY: Wording = { 'zh-CN': '这份表是前一天打开的。请重新量体温后再提交，按今天计。', en: 'This form was opened on another day. Take the temperature anew; it counts for today.' }

/**
 * Takes a check of a pupil of the class, from a parent or from the teacher on a parent's behalf, or of somebody who works there. The server's clock says
 * when and for which day: a phone's own is not asked. Of what anybody sent before, the time of the newest report of today
 * is told and nothing else. Throws StoreUnavailableError when it could not be kept.
 */
export async function submitCheck(context: DeskContext, door: ClassDoor, student: number, from: { by: 'parent' | 'pupil' | 'teacher'; author: string }, submission: CheckSubmission, locale: Locale): Promise<CheckAnswer> {
  const refuse = (problems: readonly RowProblem[]): CheckAnswer => ({ state: 'problems', problems: problems.map(({ field, code, reason }) => ({ field, code, reason: reason[locale] })) })
  const known = context.known()
  const today = context.today()
  // The page's id counts for its pupil only: whoever learns one can ask nothing with it elsewhere.
  const id = `${idOf('s', student)}:${submission.id}`
  const isRepeated = known.reportKeys.has(context.store.reportKeyOf('school', id), context.store.reportKeyAt)
  // A lost answer is answered again, also after midnight: it was in.
  if (isRepeated) return { state: 'received', minute: minuteNow(context) }
  if (submission.openedOn !== dayToText(today)) return { state: 'new-day', today: dayToText(today), reason: NEW_DAY[locale] }
  const form = checkFormAnswered(known.formBook.forms, submission.version, today, door.isOfStaff)
  if (!form) return refuse([rowProblem('form', 'unknown-form')])
  const { values, problems } = checkForm(form, submission.answers, today)
  if (problems.length > 0) return refuse(problems)
  const sentAt = sentMinute(context, student)
  if (sentAt !== null && !submission.again) return { state: 'already-sent', minute: sentAt, reason: alreadySent(clockText(sentAt))[locale] }
  const identity = identityOf(context, student)
  if (!identity) return refuse([rowProblem('child', 'unknown-pupil')])
  const row = { ...checkContent(form, values), ...identity, id, submittedAt: new Date(context.now()).toISOString(), school: door.school, class: door.className, by: from.by }
  const { rejected } = await context.accept('school', [row], from.author)
  return rejected.length > 0 ? refuse(rejected) : { state: 'received', minute: minuteNow(context) }
}

/** Minute of the day of the newest check of today, or null. */
export function sentMinute(context: DeskContext, student: number): number | null {
  const check = context.known().newestOn(student, context.today())
  return check ? Math.floor(check.second / 60) : null
}
