import type { GeometryTable } from './geometryTable.ts'

/** Centroid of the largest outer ring as [longitude, latitude]; null for a shape without points. */
export function centreOfShape(geometry: GeometryTable, shape: number): [number, number] | null {
  const [firstPolygon, endPolygon] = geometry.polygonsOf(shape)
  let best: [number, number] | null = null
  let bestArea = -1
  for (let polygon = firstPolygon; polygon < endPolygon; polygon++) {
    const points = geometry.pointsOf(geometry.ringsOf(polygon)[0])
    if (points.length < 2) continue
    // Relative to the first point: the products of full coordinates would lose the centimetres.
    const [x0, y0] = points
    let area = 0
    let x = 0
    let y = 0
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      const cross = (points[j] - x0) * (points[i + 1] - y0) - (points[i] - x0) * (points[j + 1] - y0)
      area += cross
      x += (points[j] + points[i] - 2 * x0) * cross
      y += (points[j + 1] + points[i + 1] - 2 * y0) * cross
    }
    if (Math.abs(area) > bestArea) {
      bestArea = Math.abs(area)
      best = area === 0 ? [x0, y0] : [x0 + x / (3 * area), y0 + y / (3 * area)]
    }
  }
  return best
}
