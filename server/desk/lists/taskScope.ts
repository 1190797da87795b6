import type { User } from '../../auth/user.ts'
import { NO_UNIT } from '../../world/registers.ts'
import type { TaskRecord } from '../../world/taskBook.ts'
import type { Reach } from '../createReach.ts'
import type { DeskContext } from '../deskContext.ts'

export interface TaskScope {
  reach: Reach
  has(task: TaskRecord): boolean
}

/**
 * Which tasks somebody may know of, for one question. A task with a home: whose scope covers the home. Unmatched, but with
 * a place in its address: whose scope covers the place. A row that names no place belongs to no committee; it is seen by
 *   - whoever brought the file in (the author of its head: the sender's names are theirs already), and
 *   - whoever matches by hand (`tasks.manage`) in a scope over every committee that the list has named so far, over every
 *     one of the town where it has named none: the row can only belong to one of theirs, as far as anybody knows.
 */
export function createTaskScope(context: DeskContext, user: Pick<User, 'id' | 'permissions' | 'scope'>, reach: Reach): TaskScope {
  const { tasks, taskBook, texts } = context.known()
  const bySheet = new Map<number, boolean>()
  const byList = new Map<number, boolean>()

  function hasBrought(sheet: number): boolean {
    let own = bySheet.get(sheet)
    if (own === undefined) {
      const head = taskBook.sheets.get(texts.textOf(sheet))
      bySheet.set(sheet, (own = head !== undefined && context.store.entryAt(head.seq)?.author === user.id))
    }
    return own
  }
  function coversList(list: number): boolean {
    let covers = byList.get(list)
    if (covers === undefined) {
      const placed = tasks.filter((task) => task.list === list && !namesNoPlace(task))
      covers = placed.length > 0 ? placed.every(hasPlaced) : context.known().registers.places.every(({ kind }, place) => kind !== 'committee' || reach.hasPlace(place))
      byList.set(list, covers)
    }
    return covers
  }
  const hasPlaced = ({ unit, place }: TaskRecord): boolean => (unit !== NO_UNIT ? reach.hasUnit(unit) : reach.hasPlace(place))
  return {
    reach,
    has(task) {
      if (reach.hasEverything) return true
      if (!namesNoPlace(task)) return hasPlaced(task)
      // An empty scope sees nothing, whatever its holder once brought in.
      if (user.scope.places.length === 0) return false
      return hasBrought(task.sheet) || (user.permissions.has('tasks.manage') && coversList(task.list))
    },
  }
}

const namesNoPlace = ({ unit, place }: TaskRecord): boolean => unit === NO_UNIT && place < 0

/** Node of the committee that a task belongs to, or -1. */
export function committeeOfTask(context: DeskContext, { unit, place }: TaskRecord): number {
  const world = context.world()
  const { nodes } = world.layout.head
  let node = unit !== NO_UNIT ? world.firstBuilding + context.known().registers.unitBuilding.values[unit] : place >= 0 ? world.firstPlace + place : -1
  for (; node >= 0; node = world.layout.parent[node]) if (nodes[node].kind === 'committee') return node
  return -1
}
