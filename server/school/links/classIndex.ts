import type { DeskContext } from '../../desk/deskContext.ts'
import type { LiveWorld } from '../../world/liveWorld.ts'
import { ROSTER } from '../../world/rosterSpans.ts'

/** Pupils on a campus's roster, by id: all of them, and by the number of their class's name; and those who work there. */
export interface CampusPupils { pupils: readonly number[]; classes: ReadonlyMap<number, readonly number[]>; staff: readonly number[] }
/** By number of the campus; one without anybody is absent. */
export type ClassIndex = ReadonlyMap<number, CampusPupils>

/** A roster makes the live world anew, and so does midnight, when a move may begin; until then the classes are the same. */
const kept = new WeakMap<LiveWorld, ClassIndex>()

/** The classes of every campus. One pass over everybody (some 10 ms for a district) after each roster, none otherwise. */
export function classIndex(context: DeskContext): ClassIndex {
  const live = context.live()
  const known = kept.get(live)
  if (known) return known
  const { studentCampus, studentClass, studentOnRoster, studentCount } = context.known().registers
  const index = new Map<number, { pupils: number[]; classes: Map<number, number[]>; staff: number[] }>()
  for (let student = 0; student < studentCount; student++) {
    const on = studentOnRoster.values[student]
    if (on === ROSTER.off) continue
    let campus = index.get(studentCampus.values[student])
    if (!campus) index.set(studentCampus.values[student], (campus = { pupils: [], classes: new Map(), staff: [] }))
    if (on === ROSTER.staff) {
      campus.staff.push(student)
      continue
    }
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

/** Pupils on the roster of a campus, and behind them those who work there, by id. */
export function peopleOfCampus(context: DeskContext, campus: number): readonly number[] {
  const known = classIndex(context).get(campus)
  return known ? [...known.pupils, ...known.staff] : []
}
