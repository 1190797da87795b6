import { counterTable } from './counterTable.ts'
import { readFigure } from './readFigure.ts'
import { rootNodes } from './rootNodes.ts'
import type { World } from './world.ts'

export interface PlaceCounts {
  committees: number
  buildings: number
  units: number
  people: number
}

/** How large the town is. */
export function countPlaces(world: World): PlaceCounts {
  const { head } = world.layout
  const table = counterTable(world.layout)
  const { places } = rootNodes(world.layout)
  let committees = 0
  for (let node = 0; node < head.firstBuilding; node++) if (head.nodes[node].kind === 'committee') committees++
  // A building that was taken down stands on the map and is none of the town's.
  const buildings = table.buildings < 0 ? head.buildingCount : readFigure(world, places, table.buildings)
  return { committees, buildings, units: readFigure(world, places, table.units), people: readFigure(world, places, table.people) }
}
