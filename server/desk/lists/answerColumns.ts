/** What senders write over the column in which they want the answer, blanks left out. */
const RESULT = /^(?:(?:核[查实对]|协查|排查|反馈|回复|落实|处置|调查)?(?:结果|情况)|反馈|回复|答复|result|answer|feedback|outcome)$/i
const NOTE = /^(?:(?:核[查实]|反馈)?(?:备注|说明)|notes?|remarks?)$/i

/**
 * Where the answer and its note belong in the sender's own table: columns that are headed so and left empty in every row.
 * Null: there is none, or somebody has written in it.
 */
export function answerColumns(headers: readonly string[], rows: readonly (readonly string[])[]): { result: number | null; note: number | null } {
  const find = (words: RegExp): number | null => {
    const at = headers.findIndex((header, column) => words.test(header.replace(/\s/g, '')) && rows.every((row) => (row[column] ?? '').trim() === ''))
    return at < 0 ? null : at
  }
  return { result: find(RESULT), note: find(NOTE) }
}
