/** A report may lie on a phone without a line for this long, in days; what was seen longer ago says nothing about today. */
export const MOST_LATE_DAYS = 7
