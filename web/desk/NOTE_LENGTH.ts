/** Longest note that the server takes, in UTF-16 units; a longer one is refused with a reason, and stays in its form. */
export const NOTE_LENGTH = 2_000
