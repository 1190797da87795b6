/**
 * Feeds whose entries say something about a unit besides anybody's whereabouts, and the word that is kept in memory of
 * each; the log has the rest.
 */
const CODES: Record<string, (body: Record<string, unknown>) => string> = {
  officer: ({ state, releasedOn }) => (typeof releasedOn === 'number' ? 'released' : textOr(state)),
  call: ({ outcome }) => textOr(outcome),
  care: ({ day }) => (typeof day === 'number' ? String(day) : ''),
  mark: ({ mark, on }) => `${on === false ? '-' : '+'}${textOr(mark)}`,
  note: () => '',
  paper: ({ paper }) => textOr(paper),
  visit: ({ found }) => textOr(found),
  registration: ({ form }) => textOr(form),
  booking: ({ act, round }) => `${textOr(act)}:${textOr(round)}`,
}

const textOr = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The word of a record, or null when the feed makes none. */
export const recordCode = (feed: string, body: Record<string, unknown>): string | null => CODES[feed]?.(body) ?? null
