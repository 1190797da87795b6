/** Marks that an officer lays by hand, by the key of their tag; the pack gives the words, and one that it lacks is not offered. */
export const MARK_KEYS = ['key-person', 'needs-help', 'lives-alone', 'moved-out', 'mask-booked'] as const
