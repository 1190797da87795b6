/**
 * The numbers behind the words of the epidemic pack. They stand in fact columns, checkpoints and frames:
 * append only, never renumber.
 */

export const GREEN = 0
export const RED = 1
export const ORANGE = 2
export const YELLOW = 3
export const BLUE = 4
export const GREY = 5

/** States of a household row; the index is the code in the fact column. */
export const STATES = ['stayed', 'not-returned', 'unreached', 'returned', 'vacant'] as const
export const STAYED = 0
export const NOT_RETURNED = 1
export const UNREACHED = 2
export const RETURNED = 3
export const VACANT = 4

/** 0 means that the row says nothing; the others are index + 1. */
export const CONDITIONS = ['confirmed', 'suspected', 'close-contact', 'central-quarantine'] as const
export const NO_CONDITION = 0
export const CENTRAL_QUARANTINE = 4

/** 0 means that the row says nothing; the others are index + 1. */
export const HEALTH_CODES = ['green', 'yellow', 'red'] as const
export const CODE_YELLOW = 2
export const CODE_RED = 3

/** Tags in bit order (bit i = tag i); 31 at most, because a tag word is a signed 32-bit integer. */
export const TAGS = [
  'some-away', 'away', 'unreached', 'no-answer', 'conflict', 'release-due', 'registration-done', 'vacant-but-occupied',
  'moved', 'origin-unknown', 'confirmed', 'suspected', 'close-contact', 'central-quarantine', 'health-code-red',
  'health-code-yellow', 'school-alert', 'verification', 'home-alert',
  'self-report', 'key-person', 'needs-help', 'lives-alone', 'moved-out', 'mask-booked', 'seen-at-home',
] as const
export type TagKey = (typeof TAGS)[number]

/** Marks that an officer lays by hand, in the order in which they are offered. */
export const HAND_MARKS = ['key-person', 'needs-help', 'lives-alone', 'moved-out', 'mask-booked'] as const satisfies readonly TagKey[]
/** Tags that are laid on a unit as marks: by an officer's hand, or by what a resident sent. */
export const MARKS = ['self-report', ...HAND_MARKS] as const satisfies readonly TagKey[]

/** The bit of a tag. */
export const bitOf = (tag: TagKey): number => 1 << TAGS.indexOf(tag)

export const SOME_AWAY = bitOf('some-away')
export const AWAY = bitOf('away')
export const NOT_REACHED = bitOf('unreached')
export const NO_ANSWER = bitOf('no-answer')
export const CONFLICT = bitOf('conflict')
export const RELEASE_DUE = bitOf('release-due')
export const REGISTRATION_DONE = bitOf('registration-done')
export const VACANT_BUT_OCCUPIED = bitOf('vacant-but-occupied')
export const MOVED = bitOf('moved')
export const ORIGIN_UNKNOWN = bitOf('origin-unknown')
export const HEALTH_CODE_RED = bitOf('health-code-red')
export const HEALTH_CODE_YELLOW = bitOf('health-code-yellow')
export const IN_CENTRAL_QUARANTINE = bitOf('central-quarantine')
export const SCHOOL_ALERT = bitOf('school-alert')
export const VERIFICATION = bitOf('verification')
export const SEEN_AT_HOME = bitOf('seen-at-home')

/** Tag bit of a condition code. */
export const CONDITION_TAGS: readonly number[] = [0, ...CONDITIONS.map((condition) => bitOf(condition))]

/** Days from arrival (day 0) after which a stay may be released: the 14th day closes the observation. */
export const OBSERVATION_DAYS = 14
