import type { Layout } from '../../server/protocol/layout.ts'

/** The rings of one polygon of the layout's tables as longitude, latitude pairs; `closed` repeats the first point, as GeoJSON wants of areas. */
export function polygonRings(layout: Pick<Layout, 'polygonRing' | 'ringPoint' | 'points'>, polygon: number, closed: boolean): [number, number][][] {
  const rings: [number, number][][] = []
  for (let ring = layout.polygonRing[polygon]; ring < layout.polygonRing[polygon + 1]; ring++) {
    const points: [number, number][] = []
    for (let i = layout.ringPoint[ring]; i < layout.ringPoint[ring + 1]; i++) points.push([layout.points[i * 2], layout.points[i * 2 + 1]])
    if (closed && points.length > 0) points.push([...points[0]])
    rings.push(points)
  }
  return rings
}
