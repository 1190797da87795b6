import { type DeskReport, MOVED_OUT_MARK, type PersonView } from '../../server/protocol/desk.ts'

/**
 * Settles that people moved out of a home: of each who is `gone` the residence ends on `to`, the last day, with all else
 * that the register says of it; then the mark is taken off. Nobody gone: only that.
 */
export function movedOutReports(unit: string, seen: number, gone: readonly PersonView[], to: string, note: string): DeskReport[] {
  return [
    ...gone.map(({ id, relation, from }): DeskReport => ({ kind: 'resident', unit, person: id, ...(relation !== null && { relation }), ...(from !== null && { from }), to, seen })),
    { kind: 'mark', unit, mark: MOVED_OUT_MARK, on: false, ...(note !== '' && { note }), seen },
  ]
}
