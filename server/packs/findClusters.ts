import type { SymptomSighting } from './alertRules.ts'

/**
 * Symptoms (bits) that at least `pupils` different pupils have within `days` days up to and with `day`, with who they are.
 * The sightings are of one class; only the symptoms in `counted` count, since what has no word of its own is no same thing.
 */
export function findClusters(sightings: Iterable<SymptomSighting>, day: number, pupils: number, days: number, counted: number): { bit: number; students: number[] }[] {
  const byBit = new Map<number, Set<number>>()
  for (const { student, day: seenOn, symptoms } of sightings) {
    if (seenOn > day || seenOn <= day - days) continue
    for (let left = symptoms & counted; left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left)
      const students = byBit.get(bit)
      if (students) students.add(student)
      else byBit.set(bit, new Set([student]))
    }
  }
  return [...byBit].filter(([, students]) => students.size >= pupils).map(([bit, students]) => ({ bit, students: [...students].sort((a, b) => a - b) }))
}
