import type { DeskContext } from '../../desk/deskContext.ts'
import type { LiveWorld } from '../../world/liveWorld.ts'

/** Campus → number of the class's name → pupils on its roster, by id. */
export type ClassIndex = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>

/** A roster makes the live world anew, and so does midnight, when a move may begin; until then the classes are the same. */
const kept = new WeakMap<LiveWorld, ClassIndex>()

/** The classes of every campus. One pass over everybody (some 10 ms for a district) after each roster, none otherwise. */
export function classIndex(context: DeskContext): ClassIndex {
  const live = context.live()
  const known = kept.get(live)
  if (known) return known
  const { studentCampus, studentClass, studentOnRoster, studentCount } = context.known().registers
  const index = new Map<number, Map<number, number[]>>()
  for (let student = 0; student < studentCount; student++) {
    if (!studentOnRoster.values[student]) continue
    let classes = index.get(studentCampus.values[student])
    if (!classes) index.set(studentCampus.values[student], (classes = new Map()))
    const students = classes.get(studentClass.values[student])
    if (students) students.push(student)
    else classes.set(studentClass.values[student], [student])
  }
  kept.set(live, index)
  return index
}
