import type { BuildingView, CellView, DeskUnitsEvent } from '../../server/protocol/desk.ts'

/**
 * The building after a change of units. The same object when nothing of it changed; cells that did not change stay the
 * same objects, so that only the others are drawn again. A cell that is newer than the news keeps what it says.
 */
export function applyUnitChanges(building: BuildingView, changes: NonNullable<DeskUnitsEvent['units']>, rev: number): BuildingView {
  if (rev < building.rev) return building
  const byId = new Map(changes.map((change) => [change.id, change]))
  const counts = [...building.counts]
  let changed = false
  const cells = building.cells.map((cell): CellView => {
    const change = byId.get(cell.id)
    if (change === undefined || change.seq < cell.seq || isSame(cell, change)) return cell
    changed = true
    // A unit without a status is in no count.
    if (cell.status < counts.length) counts[cell.status]!--
    if (change.status < counts.length) counts[change.status]!++
    return { ...cell, ...change }
  })
  return changed ? { ...building, rev, counts, cells } : building
}

const isSame = (cell: CellView, change: Pick<CellView, 'status' | 'tags' | 'day' | 'todo' | 'seq'>): boolean =>
  cell.status === change.status && cell.tags === change.tags && cell.day === change.day && cell.todo === change.todo && cell.seq === change.seq
