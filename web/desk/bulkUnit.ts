import type { BuildingView, WorkItem } from '../../server/protocol/desk.ts'

/** A unit as it was chosen for one change of many: where it opens, what it is called there, what was seen of it. */
export interface BulkUnit { id: string; building: string; name: string; status: number; tags: number; seq: number }

/** The chosen units of a building; `named`: with the building's name before the room, where several stand side by side. */
export const bulkUnitsOf = ({ id: building, label, cells }: BuildingView, chosen: ReadonlySet<string>, named = false): BulkUnit[] => cells.filter(({ id }) => chosen.has(id))
  .map(({ id, room, status, tags, seq }) => ({ id, building, name: named ? `${label} ${room}` : room, status, tags, seq }))

export const bulkUnitOf = ({ unit, building, address, status, tags, seq }: WorkItem): BulkUnit => ({ id: unit, building, name: address, status, tags, seq })
