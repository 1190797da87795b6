import { counterTable } from './counterTable.ts'
import { readFigure } from './readFigure.ts'
import { rootNodes } from './rootNodes.ts'
import type { World } from './world.ts'

export interface PupilSum {
  roster: number
  reported: number
  missing: number
  abnormal: number
  late: number
  /** Reported ÷ roster, 0 … 1; null without a roster. */
  share: number | null
}

/** Today's morning check over the whole town: by school where there is a school tree, else by home. Null when the pack follows no roster. */
export function summarizePupils(world: World): PupilSum | null {
  if (!world.layout.head.pack.followsRoster) return null
  const table = counterTable(world.layout)
  const { schools, places } = rootNodes(world.layout)
  // Not both: a pupil is counted once at school and once at home.
  const nodes = schools.length ? schools : places
  const roster = readFigure(world, nodes, table.roster)
  const reported = readFigure(world, nodes, table.reported)
  return {
    roster, reported,
    missing: Math.max(0, roster - reported),
    abnormal: readFigure(world, nodes, table.abnormal),
    late: readFigure(world, nodes, table.late),
    share: roster > 0 ? reported / roster : null,
  }
}
