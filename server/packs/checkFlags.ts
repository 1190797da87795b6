/**
 * What a pupil's check says, as bits of one column: what the pack reads from its body, what the log says of where it came
 * from, and what only other checks can tell (COPIED). Kept in checkpoints: append, never renumber.
 */
export const CHECK_FLAG = {
  /** By the pupil's own temperature, symptom or code. */
  ABNORMAL: 1,
  FEVER: 1 << 1,
  SYMPTOM: 1 << 2,
  OWN_YELLOW: 1 << 3,
  OWN_RED: 1 << 4,
  /** Somebody living with the pupil. */
  HOME_YELLOW: 1 << 5,
  HOME_RED: 1 << 6,
  /** The pupil travelled in the last 14 days. */
  TRAVEL: 1 << 7,
  /** Somebody living with the pupil did. */
  HOME_TRAVEL: 1 << 8,
  /** Contact with an epidemic region. */
  CONTACT_REGION: 1 << 9,
  /** Contact with a suspected or confirmed case. */
  CONTACT_CASE: 1 << 10,
  /** A temperature that nobody can have. */
  IMPLAUSIBLE: 1 << 11,
  /** Too many equal temperatures of one campus in one second, or the same words at the same second day after day. */
  COPIED: 1 << 12,
  BY_TEACHER: 1 << 13,
  BY_GATE: 1 << 14,
  BY_PUPIL: 1 << 15,
} as const

/** Either code of the pupil, of somebody at home, either contact. */
export const CHECK_OWN_CODE = CHECK_FLAG.OWN_YELLOW | CHECK_FLAG.OWN_RED
export const CHECK_HOME_CODE = CHECK_FLAG.HOME_YELLOW | CHECK_FLAG.HOME_RED
export const CHECK_CONTACT = CHECK_FLAG.CONTACT_REGION | CHECK_FLAG.CONTACT_CASE
/** Reports that somebody should ask again about. */
export const CHECK_DOUBTFUL = CHECK_FLAG.IMPLAUSIBLE | CHECK_FLAG.COPIED
