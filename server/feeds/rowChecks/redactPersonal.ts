import { isPlaceName } from './isPlaceName.ts'

/** Five digits in a row, also full-width ones: no place, symptom or station needs them, but a phone or an identity number has them. */
const DIGIT_RUN = /[0-9\uff10-\uff19]{5,}[Xx]?/g
/** A phone in groups: 138 3101 4375, 139-5698-3146. */
const GROUPED_DIGITS = /[0-9\uff10-\uff19]{3,4}(?:[ \-\u2010-\u2015\u3000\uff0d][0-9\uff10-\uff19]{2,8}){1,4}/g
/** A day of these years, perhaps with the hour behind it, is no phone: 2020-02-10 到武汉, 2020-02-10 08:30 就诊. */
const DAY = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?: \d\d)?$/
const DIGIT = /[0-9\uff10-\uff19]/
const CUT = '…'

/**
 * A free text with digit runs and the given names cut out, so that it may stand in the log. The same text object comes
 * back when nothing had to go. A name that is also a place (金华) stays where it stands: there it reads as the place.
 */
export function redactPersonal(text: string, names: readonly string[]): string {
  let redacted = text
  if (DIGIT.test(text)) {
    redacted = redacted
      .replace(GROUPED_DIGITS, (run) => (run.replace(/[^0-9\uff10-\uff19]/g, '').length >= 7 && !DAY.test(run) ? CUT : run))
      .replace(DIGIT_RUN, CUT)
  }
  for (const name of names) {
    if (name.length >= 2 && redacted.includes(name) && !isPlaceName(name)) redacted = redacted.replaceAll(name, CUT)
  }
  return redacted
}
