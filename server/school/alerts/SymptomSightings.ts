import type { SymptomSighting } from '../../packs/alertRules.ts'

/** A check of a pupil with symptoms or a fever. */
export interface Sighting extends SymptomSighting {
  /** Log sequence of the check. */
  seq: number
  /** When it was, epoch ms. */
  at: number
  /** Of the class at that time: `CAMPUS/CLASS`. */
  group: string
  /** By a temperature, not only by word. */
  fever: boolean
  /** Belongs to a broken device. */
  doubtful: boolean
}

/** Who had symptoms lately, by class. Only those who had any are in it, so it is small. */
export class SymptomSightings {
  private readonly byGroup = new Map<string, Sighting[]>()
  private readonly bySeq = new Map<number, Sighting>()

  add(sighting: Sighting): void {
    if (this.bySeq.has(sighting.seq)) return
    this.bySeq.set(sighting.seq, sighting)
    push(this.byGroup, sighting.group, sighting)
  }

  ofGroup(group: string): readonly Sighting[] {
    return this.byGroup.get(group) ?? []
  }

  at(seq: number): Sighting | null {
    return this.bySeq.get(seq) ?? null
  }

  /** Forgets what was before a day. */
  forgetBefore(day: number): void {
    const old = [...this.bySeq.values()].filter((sighting) => sighting.day < day)
    for (const sighting of old) {
      this.bySeq.delete(sighting.seq)
      drop(this.byGroup, sighting.group, sighting)
    }
  }
}

function push(map: Map<string, Sighting[]>, key: string, sighting: Sighting): void {
  const list = map.get(key)
  if (list) list.push(sighting)
  else map.set(key, [sighting])
}

function drop(map: Map<string, Sighting[]>, key: string, sighting: Sighting): void {
  const left = (map.get(key) ?? []).filter((each) => each !== sighting)
  if (left.length > 0) map.set(key, left)
  else map.delete(key)
}
