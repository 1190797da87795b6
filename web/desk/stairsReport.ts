import type { DeskReport } from '../../server/protocol/desk.ts'

/** What one may find at a door. */
export const STAIRS_ANSWERS = ['at-home', 'nobody', 'vacant', 'moved'] as const
export type StairsAnswer = (typeof STAIRS_ANSWERS)[number]

/** The report that says it; about the unit as a whole, so nobody's name is in it and it may wait in the browser. */
export function stairsReport(answer: StairsAnswer, unit: string, id: string): DeskReport & { id: string } {
  switch (answer) {
    case 'at-home': return { kind: 'officer', id, unit, state: 'stayed' }
    case 'nobody': return { kind: 'call', id, unit, outcome: 'no-answer' }
    case 'vacant': return { kind: 'officer', id, unit, state: 'vacant' }
    case 'moved': return { kind: 'mark', id, unit, mark: 'moved-out', on: true }
  }
}
