import { WebMercatorViewport } from '@deck.gl/core'
import type { Layout } from '../../../server/protocol/layout.ts'
import { heightScale } from '../layers/buildings/buildingScale.ts'
import type { PickIndex } from './createPickIndex.ts'

export interface PickViewport { width: number; height: number; longitude: number; latitude: number; zoom: number; pitch: number; bearing: number }

/** The ray may not start above the camera: of its height, this much is used at most. */
const BELOW_CAMERA = 0.95

/** The node under a pixel: a building if it shows there, else the committee, else null. */
export function pickNode(layout: Layout, picks: PickIndex, view: PickViewport, pixel: [number, number], withBuildings: boolean): number | null {
  const viewport = new WebMercatorViewport(view)
  const ground = viewport.unproject(pixel)
  // Above the horizon there is nothing; unproject gives points behind the camera there.
  if (!Number.isFinite(ground[0]) || !Number.isFinite(ground[1])) return null
  if (withBuildings) {
    const cameraMetres = viewport.cameraPosition[2] / viewport.distanceScales.unitsPerMeter[2]
    const topMetres = Math.min(picks.topMetres, cameraMetres * BELOW_CAMERA)
    const top = viewport.unproject(pixel, { targetZ: topMetres })
    const building = picks.building({ ground: [ground[0], ground[1]], top: [top[0], top[1]], topMetres }, heightScale(viewport.metersPerPixel))
    if (building >= 0) return layout.head.firstBuilding + building
  }
  const committee = picks.committee(ground[0], ground[1])
  return committee < 0 ? null : committee
}
