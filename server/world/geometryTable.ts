import type { BundleArray } from '../protocol/bundle.ts'
import { GrowingArray } from './growingArray.ts'

export type Rings = [number, number][][]

/** Shapes in flat columns: shape → polygons → rings → points. Lines are kept as polygons of one open ring. */
export class GeometryTable {
  private readonly shapePolygon = new GrowingArray(Uint32Array)
  private readonly polygonRing = new GrowingArray(Uint32Array)
  private readonly ringPoint = new GrowingArray(Uint32Array)
  private readonly points = new GrowingArray(Float64Array)

  constructor() {
    this.shapePolygon.push(0)
    this.polygonRing.push(0)
    this.ringPoint.push(0)
  }

  /** Adds a shape and gives its number. Areas drop the closing point, which is the first again. */
  add(polygons: Rings[], isArea: boolean): number {
    for (const rings of polygons) {
      for (const ring of rings) {
        const last = ring.length - 1
        const closed = isArea && last > 0 && ring[0][0] === ring[last][0] && ring[0][1] === ring[last][1]
        const end = closed ? last : ring.length
        for (let i = 0; i < end; i++) {
          this.points.push(ring[i][0])
          this.points.push(ring[i][1])
        }
        this.ringPoint.push(this.points.length / 2)
      }
      this.polygonRing.push(this.ringPoint.length - 1)
    }
    return this.shapePolygon.push(this.polygonRing.length - 1) - 1
  }

  polygonsOf(shape: number): [start: number, end: number] {
    return [this.shapePolygon.values[shape], this.shapePolygon.values[shape + 1]]
  }

  ringsOf(polygon: number): [start: number, end: number] {
    return [this.polygonRing.values[polygon], this.polygonRing.values[polygon + 1]]
  }

  /** Points of a ring as a view of longitude, latitude pairs. */
  pointsOf(ring: number): Float64Array {
    return this.points.values.subarray(this.ringPoint.values[ring] * 2, this.ringPoint.values[ring + 1] * 2)
  }

  save(arrays: Record<string, BundleArray>): void {
    arrays['geometry.shapePolygon'] = this.shapePolygon.used()
    arrays['geometry.polygonRing'] = this.polygonRing.used()
    arrays['geometry.ringPoint'] = this.ringPoint.used()
    arrays['geometry.points'] = this.points.used()
  }

  restore(arrays: Record<string, BundleArray>): void {
    this.shapePolygon.restore(arrays['geometry.shapePolygon'] as Uint32Array)
    this.polygonRing.restore(arrays['geometry.polygonRing'] as Uint32Array)
    this.ringPoint.restore(arrays['geometry.ringPoint'] as Uint32Array)
    this.points.restore(arrays['geometry.points'] as Float64Array)
  }
}
