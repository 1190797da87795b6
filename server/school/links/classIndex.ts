import type { DeskContext } from '../../desk/deskContext.ts'
import type { LiveWorld } from '../../world/liveWorld.ts'

/** Pupils on a campus's roster, by id: all of them, and by the number of their class's name. */
export interface CampusPupils { pupils: readonly number[]; classes: ReadonlyMap<number, readonly number[]> }
/** By number of the campus; one without pupils is absent. */
export type ClassIndex = ReadonlyMap<number, CampusPupils>

/** A roster makes the live world anew, and so does midnight, when a move may begin; until then the classes are the same. */
const kept = new WeakMap<LiveWorld, ClassIndex>()

/** The classes of every campus. One pass over everybody (some 10 ms for a district) after each roster, none otherwise. */
export function classIndex(context: DeskContext): ClassIndex {
  const live = context.live()
  const known = kept.get(live)
  if (known) return known
  const { studentCampus, studentClass, studentOnRoster, studentCount } = context.known().registers
  const index = new Map<number, { pupils: number[]; classes: Map<number, number[]> }>()
  for (let student = 0; student < studentCount; student++) {
    if (!studentOnRoster.values[student]) continue
    let campus = index.get(studentCampus.values[student])
    if (!campus) index.set(studentCampus.values[student], (campus = { pupils: [], classes: new Map() }))
    campus.pupils.push(student)
    const students = campus.classes.get(studentClass.values[student])
    if (students) students.push(student)
    else campus.classes.set(studentClass.values[student], [student])
  }
  kept.set(live, index)
  return index
}

/** Pupils on the roster of a campus, by id. */
export const pupilsOfCampus = (context: DeskContext, campus: number): readonly number[] => classIndex(context).get(campus)?.pupils ?? []
