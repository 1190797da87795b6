import Flatbush from 'flatbush'
import { centreOfRing } from './centreOfRing.ts'
import type { Ring } from './cleanRing.ts'
import { createBreather } from './createBreather.ts'
import { isInsideRing } from './isInsideRing.ts'

export interface BuildingPiece {
  polygons: Ring[][]
  /** The source's id as it stands in the file. */
  id?: string
  /** For a part: the id of its outline, when the file says it. */
  rootId?: string
}

/**
 * Of building parts those whose outline is not in the file: they have to stand for the building. A part belongs to the
 * outline that it names, else to one that its centre lies in.
 */
export async function findLooseParts<Part extends BuildingPiece>(parts: Part[], outlines: BuildingPiece[]): Promise<Part[]> {
  if (parts.length === 0 || outlines.length === 0) return parts
  const ids = new Set(outlines.map((outline) => outline.id).filter((id) => id !== undefined))
  const rings = outlines.flatMap((outline) => outline.polygons.map(([outer]) => outer))
  const index = new Flatbush(rings.length)
  for (const ring of rings) {
    const lngs = ring.map(([lng]) => lng)
    const lats = ring.map(([, lat]) => lat)
    index.add(least(lngs), least(lats), greatest(lngs), greatest(lats))
  }
  index.finish()
  const loose: Part[] = []
  const breathe = createBreather()
  for (const part of parts) {
    await breathe(20)
    if (part.rootId !== undefined && ids.has(part.rootId)) continue
    const centre = centreOfRing(part.polygons[0][0])
    const around = index.search(centre[0], centre[1], centre[0], centre[1])
    if (!around.some((candidate) => isInsideRing(centre, rings[candidate]))) loose.push(part)
  }
  return loose
}

function least(values: number[]): number {
  return values.reduce((a, b) => Math.min(a, b))
}

function greatest(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b))
}
