import { formAnswered, formByVersion, formOn } from '../../forms/forms.ts'
import type { Form } from '../../protocol/residents.ts'

/** The form of the daily check. */
const CHECK_FORM = 'daily-check'

/** The version that is asked on a day. */
export const checkFormOn = (forms: readonly Form[], day: number): Form | null => formOn(CHECK_FORM, day, forms)

/** The version that was answered, if it may still be answered on that day. */
export const checkFormAnswered = (forms: readonly Form[], version: unknown, day: number): Form | null => formAnswered(CHECK_FORM, version, day, forms)

/** The version that a check of the log answered (`daily-check.2`), however old; null when it came by no form. */
export function checkFormOfBody(forms: readonly Form[], said: unknown): Form | null {
  const match = typeof said === 'string' ? /^([a-z-]+)\.(\d{1,6})$/.exec(said) : null
  return match ? formByVersion(match[1], Number(match[2]), forms) : null
}
