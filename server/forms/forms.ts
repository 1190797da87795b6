import { dayFromText } from '../protocol/day.ts'
import type { Form } from '../protocol/residents.ts'
import dailyCheck1 from './daily-check.1.json'
import dailyCheck2 from './daily-check.2.json'
import dailyCheck3 from './daily-check.3.json'
import healthRegistration1 from './health-registration.1.json'
import healthRegistration2 from './health-registration.2.json'
import maskBooking1 from './mask-booking.1.json'
import staffCheck1 from './staff-check.1.json'
import staffCheck2 from './staff-check.2.json'

/**
 * The versions that come with the program, oldest first. Later ones are published at the desk, numbered from
 * FIRST_PUBLISHED_VERSION on, and stand in the log (world/formBook.ts). None is ever edited: what was answered to it must stay readable.
 */
export const FORMS: readonly Form[] = [healthRegistration1, healthRegistration2, maskBooking1, dailyCheck1, dailyCheck2, dailyCheck3, staffCheck1, staffCheck2] as Form[]

/** The version that is asked on a day, or null before the first. */
export function formOn(id: string, day: number, forms: readonly Form[] = FORMS): Form | null {
  let found: Form | null = null
  for (const form of forms) if (form.id === id && dayFromText(form.validFrom)! <= day && (found === null || form.version > found.version)) found = form
  return found
}

/**
 * The version that was answered; null when there is none, or it is not asked yet on that day. An older one is an answer
 * all the same: the page stood open while the next one was published, or the program updated.
 */
export function formAnswered(id: unknown, version: unknown, day: number, forms: readonly Form[] = FORMS): Form | null {
  const form = formByVersion(id, version, forms)
  return form && dayFromText(form.validFrom)! <= day ? form : null
}

/** A version that was answered once, however old; null when there never was one. */
export const formByVersion = (id: unknown, version: unknown, forms: readonly Form[] = FORMS): Form | null => forms.find((one) => one.id === id && one.version === version) ?? null
