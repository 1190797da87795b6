import type { DeskContext } from '../desk/deskContext.ts'
import { rowProblem } from '../feeds/reasons.ts'
import { checkForm } from '../forms/checkForm.ts'
import { formAnswered } from '../forms/forms.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { RowProblem } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { Locale, Wording } from '../protocol/entities.ts'
import type { ResidentAnswer } from '../protocol/residents.ts'
import type { CodeTarget } from './codeTarget.ts'
import { RESIDENT_AUTHOR } from './residentAuthor.ts'
import { isOpenFor } from './roundPlaces.ts'

const MASK_FORM = 'mask-booking'

const ALREADY_SENT: Wording = { 'zh-CN': '这一户今天已经有人填报过，仍要提交吗？', en: 'Somebody of this home has already sent today; send anyway?' }

export interface Submission { id: string; form: unknown; version: unknown; answers: unknown; round: unknown; again: boolean }

/**
 * Takes what a resident sent about a home. Nothing of what the home, or anybody, sent before is in the answer: only that
 * something came in today. Throws StoreUnavailableError when it could not be kept.
 */
export async function submitAnswers(context: DeskContext, target: CodeTarget, unit: number, submission: Submission, locale: Locale): Promise<ResidentAnswer> {
  const refuse = (problems: RowProblem[]): ResidentAnswer => ({ state: 'problems', problems: problems.map(({ field, code, reason }) => ({ field, code, reason: reason[locale] })) })
  const today = context.today()
  const form = formAnswered(submission.form, submission.version, today, context.known().formBook.forms)
  if (!form || form.audience) return refuse([rowProblem('form', 'unknown-form')])
  const { values, problems } = checkForm(form, submission.answers, today)
  if (problems.length > 0) return refuse(problems)
  // The page's id counts within its home only: whoever learns one can ask nothing with it elsewhere.
  const id = `${idOf('u', unit)}:${submission.id}`
  if (form.id === MASK_FORM) {
    const asked = context.known().maskRounds.rounds[numberOfId('r', submission.round)]
    if (asked && !isOpenFor(context, asked, unit)) return refuse([rowProblem('round', 'round-elsewhere')])
    const row = { id, unit: idOf('u', unit), round: submission.round, act: 'book', by: 'resident', quantity: values.get('quantity'), name: values.get('name'), phone: values.get('phone') }
    const { rejected } = await context.accept('booking', [row], RESIDENT_AUTHOR)
    if (rejected.length > 0) return refuse(rejected)
    const { maskRounds } = context.known()
    const round = numberOfId('r', submission.round)
    const booking = maskRounds.bookingOf(round, unit)
    if (!booking) return refuse([rowProblem('round', 'no-booking')])
    return { state: booking.securedSeq ? 'booked' : 'waiting', number: booking.number, quantity: booking.quantity, pickUp: maskRounds.rounds[round].pickUp }
  }

  const key = context.store.reportKeyOf('registration', id)
  if (!submission.again && registrationsOn(context, unit, today).some((seq) => context.store.reportKeyAt(seq) !== key)) return { state: 'already-sent', reason: ALREADY_SENT[locale] }
  const { accepted, rejected, rev } = await context.accept('registration', [{ id, unit: idOf('u', unit), form: form.id, version: form.version, answers: submission.answers }], RESIDENT_AUTHOR)
  if (rejected.length > 0) return refuse(rejected)
  const temperatureCelsius = values.get('temperatureCelsius')
  // From a home's own code it is also the day's entry of the health log. A building's code anybody in the street can answer.
  const outing = values.get('outing') === 'yes' ? values.get('outingWhere') : undefined
  if (accepted > 0 && target.kind === 'unit' && (temperatureCelsius !== undefined || outing !== undefined)) {
    await context.accept('care', [{ id: `${id}:care`, unit: idOf('u', unit), day: dayToText(today), temperatureCelsius, outing }], RESIDENT_AUTHOR)
  }
  return { state: 'received', number: accepted > 0 ? rev : registrationsOn(context, unit, today).find((seq) => context.store.reportKeyAt(seq) === key) ?? null }
}

/** Log sequences of what came in about a home on a day. */
function registrationsOn(context: DeskContext, unit: number, day: number): number[] {
  const { records } = context.known()
  return records.hasAny(unit) ? records.ofUnit(unit).filter(({ feed, validOn }) => feed === 'registration' && validOn === day).map(({ seq }) => seq) : []
}
