import { computed } from 'vue'
import { countPlaces } from '../stores/countPlaces.ts'
import { rankByWork } from '../stores/rankByWork.ts'
import { readFigure } from '../stores/readFigure.ts'
import { rootNodes } from '../stores/rootNodes.ts'
import { counterTable } from '../stores/counterTable.ts'
import { summarizePupils } from '../stores/summarizePupils.ts'
import { summarizeStatuses } from '../stores/summarizeStatuses.ts'
import { useWorldStore } from '../stores/worldStore.ts'

/** The figures that panels show, worked out anew with every version of the world. Null before the first snapshot. */
export function useTotals() {
  const store = useWorldStore()
  /** The arrays change in place: reading `version` is what ties a computed to them. */
  const current = computed(() => ({ version: store.version, world: store.world }))
  const derive = <T>(read: (world: NonNullable<typeof store.world>) => T) => computed(() => {
    const { world } = current.value
    return world ? read(world) : null
  })
  return {
    statuses: derive((world) => summarizeStatuses(world, rootNodes(world.layout).places, store.aside.yesterday)),
    places: derive((world) => countPlaces(world)),
    pupils: derive((world) => summarizePupils(world)),
    ranks: derive((world) => rankByWork(world)),
    work: derive((world) => counterTable(world.layout).work.map((counter) => readFigure(world, rootNodes(world.layout).places, counter))),
  }
}
