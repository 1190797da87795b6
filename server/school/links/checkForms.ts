import { formAnswered, formByVersion, formOn } from '../../forms/forms.ts'
import type { Form } from '../../protocol/residents.ts'

/** The form of the daily check: of a pupil, and of somebody who works there. */
const CHECK_FORM = 'daily-check'
const STAFF_FORM = 'staff-check'
const formOf = (isOfStaff: boolean): string => (isOfStaff ? STAFF_FORM : CHECK_FORM)

/** The version that is asked on a day. */
export const checkFormOn = (forms: readonly Form[], day: number, isOfStaff: boolean): Form | null => formOn(formOf(isOfStaff), day, forms)

/** The version that was answered, if it has begun by that day. */
export const checkFormAnswered = (forms: readonly Form[], version: unknown, day: number, isOfStaff: boolean): Form | null => formAnswered(formOf(isOfStaff), version, day, forms)

/** The version that a check of the log answered (`daily-check.2`), however old; null when it came by no form. */
export function checkFormOfBody(forms: readonly Form[], said: unknown): Form | null {
  const match = typeof said === 'string' ? /^([a-z-]+)\.(\d{1,6})$/.exec(said) : null
  return match ? formByVersion(match[1], Number(match[2]), forms) : null
}
