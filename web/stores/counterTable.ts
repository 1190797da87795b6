import type { PackDescription } from '../../server/protocol/entities.ts'
import type { Layout } from '../../server/protocol/layout.ts'

/** Column of each counter that panels ask for, or -1 where the pack has none. */
export interface CounterTable {
  buildings: number
  units: number
  people: number
  /** By status code. */
  unitsOfStatus: number[]
  peopleOfStatus: number[]
  /** By line of `pack.work`. */
  work: number[]
  roster: number
  reported: number
  onTime: number
  late: number
  abnormal: number
}

const tables = new WeakMap<PackDescription, CounterTable>()

/** The counter table of a layout's pack; made once per pack. */
export function counterTable(layout: Layout): CounterTable {
  const { pack } = layout.head
  const known = tables.get(pack)
  if (known) return known
  const find = (matches: (source: PackDescription['counters'][number]['source']) => boolean): number => pack.counters.findIndex((counter) => matches(counter.source))
  const pupils = (which: string): number => find((source) => source.of === 'pupils' && source.which === which)
  const table: CounterTable = {
    buildings: find((source) => source.of === 'buildings'),
    units: find((source) => source.of === 'units'),
    people: find((source) => source.of === 'people'),
    unitsOfStatus: pack.statuses.map((status) => find((source) => source.of === 'unit-status' && source.status === status.key)),
    peopleOfStatus: pack.statuses.map((status) => find((source) => source.of === 'person-status' && source.status === status.key)),
    work: pack.work.map((line) => pack.counters.findIndex((counter) => counter.key === line.counter)),
    roster: pupils('roster'), reported: pupils('reported'), onTime: pupils('on-time'), late: pupils('late'), abnormal: pupils('abnormal'),
  }
  tables.set(pack, table)
  return table
}
