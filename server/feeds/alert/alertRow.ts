import type { AlertAct, AlertVerdict } from '../../protocol/school.ts'

/** What is done with an alert of a school. `open` comes from the rules only; the others name the alert by id. */
export interface AlertRow {
  id?: string
  act: AlertAct
  /** `k…`, or the key that the rules gave it (a group opened in the same batch). Not with `open`. */
  alert?: string
  /** Newest log sequence about it that the author had in front of them. */
  seen?: number
  note?: string
  /** With `open`: which rule, about whom, why. */
  key?: string
  rule?: string
  /** `s…`; of a class or a device those whom it is about. */
  students?: string[]
  campus?: string
  class?: string
  device?: string
  day?: string
  /** Log sequence of the check that gave the reason. */
  check?: number
  /** Impersonal. */
  details?: Record<string, string | number>
  /** With `close`: the rules' own reason, without a verdict. */
  why?: 'home-released' | 'home-changed' | 'device-fault'
  /** With `verify`. */
  verdict?: AlertVerdict
  /** With `assign`: an account. */
  to?: string
  /** With `climb`; with `open` when it is not the first. */
  level?: number
  /** With `open` and `group`: key or id of the alert that this one goes with; null parts them. */
  group?: string | null
}
