import { cellToLatLng, cellToParent, latLngToCell } from 'h3-js'

/** One cell of a density: where its middle lies, and how many it holds. */
export type HomeCell = [lng: number, lat: number, count: number]

/** H3: edges of about 200 m, 530 m and 1.4 km. */
const FINEST = 9
const COARSEST = 7
/** Of a degree: about a metre. */
const DIGITS = 5

/**
 * Homes counted in hexagons, so that no cell ever holds fewer than `least`: a cell with fewer goes into the next coarser
 * one together with its neighbours that have too few as well, and what is still too few there is left out. Pure; a
 * cell that is shown is not counted again in a coarser one.
 */
export function homeCells(points: readonly (readonly [lng: number, lat: number])[], least: number): HomeCell[] {
  let counts = new Map<string, number>()
  for (const [lng, lat] of points) {
    const cell = latLngToCell(lat, lng, FINEST)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const cells: HomeCell[] = []
  for (let level = FINEST; level >= COARSEST; level--) {
    const rest = new Map<string, number>()
    for (const [cell, count] of counts) {
      if (count >= least) {
        const [lat, lng] = cellToLatLng(cell)
        cells.push([Number(lng.toFixed(DIGITS)), Number(lat.toFixed(DIGITS)), count])
      } else if (level > COARSEST) {
        const parent = cellToParent(cell, level - 1)
        rest.set(parent, (rest.get(parent) ?? 0) + count)
      }
    }
    counts = rest
  }
  return cells.sort((a, b) => a[0] - b[0] || a[1] - b[1])
}
