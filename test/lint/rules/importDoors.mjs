import { DOORS } from '../doors.mjs'
import { importSources } from '../importSources.mjs'
import { projectPath } from '../projectPath.mjs'

/** The table of doors.mjs, enforced. */
export const importDoors = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = projectPath(context)
    const doors = DOORS.filter((door) => door.from.test(file) && !door.except?.test(file))
    if (doors.length === 0) return {}
    return importSources(file, (node, target) => {
      const closed = doors.find((door) => isClosed(door, target))
      if (closed) context.report({ node, message: closed.message })
    })
  },
}

function isClosed(door, target) {
  if (target.file !== undefined) return (door.mayReach && !door.mayReach.test(target.file)) || door.mayNotReach?.test(target.file)
  if (door.packages === false) return true
  return target.package !== undefined && door.mayNotUse?.test(target.package)
}
