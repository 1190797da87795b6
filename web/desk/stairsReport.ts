import { type DeskReport, MOVED_OUT_MARK } from '../../server/protocol/desk.ts'

/** What one may find at a door. */
export const STAIRS_ANSWERS = ['at-home', 'nobody', 'vacant', 'moved'] as const
export type StairsAnswer = (typeof STAIRS_ANSWERS)[number]

/**
 * The report that says it; about the unit as a whole, so nobody's name is in it and it may wait in the browser. Who opens a
 * door may have come back yesterday: "at home" and "nobody" are sightings, not whereabouts. `seen`: the unit's newest entry
 * that the walker had in front of them.
 */
export function stairsReport(answer: StairsAnswer, unit: string, seen: number, id: string): DeskReport & { id: string } {
  switch (answer) {
    case 'at-home':
    case 'nobody': return { kind: 'visit', id, unit, seen, found: answer }
    case 'vacant': return { kind: 'officer', id, unit, seen, state: 'vacant' }
    case 'moved': return { kind: 'mark', id, unit, seen, mark: MOVED_OUT_MARK, on: true }
  }
}
