const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u

/** One login whatever the case and width in which it is typed; '' when it is none (2–64 letters, digits, `. _ @ -`). */
export function foldLogin(typed: string): string {
  if (typed.length > 200) return ''
  const folded = typed.normalize('NFKC').trim().toLowerCase()
  return LOGIN.test(folded) ? folded : ''
}
