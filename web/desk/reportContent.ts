import type { DeskReport } from '../../server/protocol/desk.ts'

/** What reports say, without the page's own number and without what was seen: equal texts are the same thing said twice. */
export function reportContent(reports: readonly DeskReport[]): string {
  return JSON.stringify(reports.map(({ id: _id, seen: _seen, ...said }) => said))
}
